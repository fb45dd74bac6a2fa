package org.timeball.firmware.sync.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.timeball.server.state.SourceMembers;
import org.timeball.server.state.SourceSettings;

/** The sources that are asked now; which they are may change while the daemon runs. */
public final class Sources implements AutoCloseable {

    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Claims claims = new Claims();
    private final SourceEar ear;

    /**
     * Nobody is asked yet.
     *
     * @param ear told of what comes of asking
     */
    public Sources(SourceEar ear) {
        this.ear = ear;
    }

    /**
     * From now on asks these and no others; one that is as it was goes on.
     *
     * <p>A server that is named by itself is no pool's member: a pool that has it begins anew, without it.
     */
    public void ask(List<SourceSettings> wanted, SourceAccess access) {
        var servers = wanted.stream().filter(Sources::isServer).toList();
        end(asked.values().stream()
                .filter(one -> !wanted.contains(one.config()))
                .toList());
        end(asked.values().stream()
                .filter(one -> one instanceof PoolKeeper && hasOneOf(one, servers))
                .toList());
        servers.stream().filter(source -> !asked.containsKey(source.name())).forEach(source -> {
            names(source).forEach(name -> claims.claim(source.name(), Set.of(name)));
            ear.added(source.name());
            asked.put(source.name(), SourcePoller.start(access.server(source.name(), source), access, ear::heard));
        });
        wanted.stream()
                .filter(source -> !isServer(source) && !asked.containsKey(source.name()))
                .forEach(pool -> asked.put(pool.name(), PoolKeeper.start(pool, access, claims, ear)));
    }

    private static boolean isServer(SourceSettings source) {
        return source.members() instanceof SourceMembers.Itself;
    }

    private boolean hasOneOf(Asked pool, List<SourceSettings> servers) {
        return servers.stream()
                .anyMatch(server ->
                        claims.owners(names(server)).contains(pool.config().name()));
    }

    /** As a pool may call it: by its host, or with the port of key exchange. */
    private static Set<String> names(SourceSettings server) {
        var host = server.host().toLowerCase(Locale.ROOT);
        return server.isProven() ? Set.of(host, host + ':' + server.port()) : Set.of(host);
    }

    private void end(List<Asked> ending) {
        close(ending);
        for (var one : ending) {
            var source = one.config().name();
            asked.remove(source);
            one.facts().keySet().forEach(ear::removed);
            claims.release(source);
        }
    }

    /** How often the clock wants them asked, log₂ seconds. */
    public void advise(int pollLog2) {
        asked.values().forEach(one -> one.advise(pollLog2));
    }

    /** What is known of each server, by its name. */
    public Map<String, SourceFacts> facts() {
        var facts = new HashMap<String, SourceFacts>();
        asked.values().forEach(one -> facts.putAll(one.facts()));
        return facts;
    }

    /** What is known of each pool. */
    public List<PoolFacts> pools() {
        var pools = new ArrayList<PoolFacts>();
        for (var one : asked.values()) {
            if (one instanceof PoolKeeper pool) {
                pools.add(pool.pool());
            }
        }
        return pools;
    }

    /** All at once, so that the slowest is all that is waited for. */
    private static void close(List<Asked> ending) {
        ending.forEach(Asked::interrupt);
        ending.forEach(Asked::close);
    }

    @Override
    public void close() {
        close(new ArrayList<>(asked.values()));
    }
}
