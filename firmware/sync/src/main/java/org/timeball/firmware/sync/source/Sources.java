package org.timeball.firmware.sync.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.timeball.server.state.SourceSettings;

/** The sources that are asked now; which they are may change while the daemon runs. */
public final class Sources implements AutoCloseable {

    private final Map<String, SourcePoller> pollers = new ConcurrentHashMap<>();
    private final SourceEar ear;

    /**
     * Nobody is asked yet.
     *
     * @param ear told of what comes of asking
     */
    public Sources(SourceEar ear) {
        this.ear = ear;
    }

    /** From now on asks these and no others; one that is as it was goes on. */
    public void ask(List<SourceSettings> wanted, SourceAccess access) {
        var gone = pollers.values().stream()
                .filter(poller -> !wanted.contains(poller.config()))
                .toList();
        close(gone);
        for (var poller : gone) {
            pollers.remove(poller.config().name());
            ear.removed(poller.config().name());
        }
        for (var source : wanted) {
            if (!pollers.containsKey(source.name())) {
                ear.added(source.name());
                pollers.put(source.name(), SourcePoller.start(source, access, ear::heard));
            }
        }
    }

    /** How often the clock wants them asked, log₂ seconds. */
    public void advise(int pollLog2) {
        pollers.values().forEach(poller -> poller.advise(pollLog2));
    }

    /** What is known of each, by its name. */
    public Map<String, SourceFacts> facts() {
        var facts = new HashMap<String, SourceFacts>();
        pollers.forEach((name, poller) -> facts.put(name, poller.facts()));
        return facts;
    }

    /** All at once, so that the slowest is all that is waited for. */
    private static void close(List<SourcePoller> ending) {
        ending.forEach(SourcePoller::interrupt);
        ending.forEach(SourcePoller::close);
    }

    @Override
    public void close() {
        close(new ArrayList<>(pollers.values()));
    }
}
