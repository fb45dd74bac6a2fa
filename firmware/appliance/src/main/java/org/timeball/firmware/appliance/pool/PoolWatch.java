package org.timeball.firmware.appliance.pool;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.Pools;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.control.event.Event;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.PoolTally;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolToken;
import org.timeball.server.state.PoolSettings;

/**
 * Lets pools in by the tokens that their files hold at the moment: looks at the files every two seconds, so that one that
 * was added or taken out counts at the next request after that. A file that cannot be read lets nobody in.
 *
 * <p>One thread looks and adopts; any may ask for the report.
 */
public final class PoolWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    /** A token of which the text itself is not kept: a dump of this process's memory shall not have it. */
    private record Known(PoolToken token, String added, String label) {

        static Known of(TokenLine line) {
            return new Known(line.token(), line.added(), line.label());
        }
    }

    /** A pool, and what is known of its file. */
    private record Joined(PoolSettings settings, List<Known> lines, String problem) {

        static Joined of(PoolSettings settings) {
            var content = new TokenFile(settings.tokensPath()).read();
            return new Joined(settings, content.lines().stream().map(Known::of).toList(), content.problem());
        }

        PoolDesk.Guest guest() {
            var tokens = lines.stream().map(Known::token).toList();
            return new PoolDesk.Guest(
                    new PoolMembership(settings.name(), settings.oldNumbers(), tokens), settings.connections());
        }
    }

    private final PoolDesk desk;
    private final PoolNews news;
    private volatile List<Joined> joined = List.of();
    private OptionalLong lookedNanos = OptionalLong.empty();

    /** Lets nobody in yet. */
    public PoolWatch(PoolDesk desk) {
        this.desk = desk;
        news = new PoolNews(desk);
    }

    /** Goes by these pools from now on, and by their files as they are. */
    public void adopt(List<PoolSettings> pools) {
        take(pools.stream().map(Joined::of).toList());
    }

    /**
     * To be called often; looks every two seconds, and tells what pools did.
     *
     * @param nowNanos on the monotonic clock
     * @param utcNanos since the Unix epoch
     * @param log      where that is written
     */
    public void lookIfDue(long nowNanos, long utcNanos, Consumer<Event> log) {
        if (lookedNanos.isEmpty() || nowNanos - lookedNanos.getAsLong() >= PAUSE_NANOS) {
            lookedNanos = OptionalLong.of(nowNanos);
            look();
            news.tell(nowNanos, utcNanos, log);
        }
    }

    /**
     * Changes the tokens of a pool; the change counts at the next request.
     *
     * @param today the day that is written beside a new token
     */
    public AdminReply apply(PoolAct.Change act, LocalDate today) {
        var reply = settings(act.pool())
                .map(settings ->
                        new TokenEdits(settings.name(), new TokenFile(settings.tokensPath())).apply(act, today))
                .orElseGet(this::noSuchPool);
        look();
        return reply;
    }

    /** A pool by its name. */
    Optional<PoolSettings> settings(String name) {
        return joined.stream()
                .map(Joined::settings)
                .filter(settings -> settings.name().equals(name))
                .findFirst();
    }

    AdminReply noSuchPool() {
        String names =
                joined.stream().map(pool -> pool.settings.name()).collect(Collectors.joining(", ", "it has ", ""));
        return new AdminReply.Refused("the configuration in force has no pool of that name; "
                + (joined.isEmpty() ? "write [[pool]] and under it: name = \"my-pool\", and reload it" : names));
    }

    private void look() {
        adopt(joined.stream().map(Joined::settings).toList());
    }

    private void take(List<Joined> found) {
        if (!found.equals(joined)) {
            joined = found;
            desk.adopt(found.stream().map(Joined::guest).toList());
            found.forEach(PoolWatch::tell);
        }
    }

    private static void tell(Joined pool) {
        LOG.info(
                "event=pool-tokens pool={} tokens={}",
                pool.settings.name(),
                pool.lines.stream().map(line -> line.token().fingerprint()).toList());
        if (!pool.problem.isEmpty()) {
            LOG.warn("event=pool-tokens-refused pool={} reason=\"{}\"", pool.settings.name(), pool.problem);
        }
    }

    /** How it stands with each of them. */
    public Pools report(long nowNanos) {
        var readings = desk.readings(nowNanos);
        var wrong = desk.wrongTokens(nowNanos);
        return new Pools(
                joined.stream()
                        .flatMap(pool -> Optional.ofNullable(readings.get(pool.settings.name())).stream()
                                .map(reading -> pool(pool, reading)))
                        .toList(),
                wrong.total(),
                wrong.networks(),
                seconds(wrong.last()));
    }

    private static Pools.Pool pool(Joined pool, PoolTally.Reading reading) {
        var settings = pool.settings;
        return new Pools.Pool(
                settings.name(),
                settings.site(),
                settings.host(),
                settings.oldNumbers(),
                pool.lines.stream().map(line -> token(line, reading.tokens())).toList(),
                pool.problem,
                reading.lists(),
                reading.cookies(),
                reading.refused(),
                reading.connections(),
                settings.connections(),
                seconds(reading.lastSeen()));
    }

    private static Pools.Token token(Known line, Map<String, Duration> shown) {
        String fingerprint = line.token().fingerprint();
        return new Pools.Token(
                fingerprint,
                line.token().ends(),
                line.added(),
                line.label(),
                seconds(Optional.ofNullable(shown.get(fingerprint))));
    }

    private static double seconds(Optional<Duration> age) {
        return age.map(duration -> duration.toNanos() / 1e9).orElse(Double.NaN);
    }
}
