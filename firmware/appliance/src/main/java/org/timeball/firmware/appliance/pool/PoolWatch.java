package org.timeball.firmware.appliance.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.Pools;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.PoolTally;
import org.timeball.server.protocol.pool.PoolMembership;
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

    /** A pool, and what is in its file. */
    private record Joined(PoolSettings settings, TokenFile.Content content) {

        static Joined of(PoolSettings settings) {
            return new Joined(settings, new TokenFile(settings.tokensPath()).read());
        }

        PoolDesk.Guest guest() {
            var tokens = content.lines().stream().map(TokenLine::token).toList();
            return new PoolDesk.Guest(
                    new PoolMembership(settings.name(), settings.oldNumbers(), tokens), settings.connections());
        }
    }

    private final PoolDesk desk;
    private volatile List<Joined> joined = List.of();
    private OptionalLong lookedNanos = OptionalLong.empty();

    /** Lets nobody in yet. */
    public PoolWatch(PoolDesk desk) {
        this.desk = desk;
    }

    /** Goes by these pools from now on, and by their files as they are. */
    public void adopt(List<PoolSettings> pools) {
        take(pools.stream().map(Joined::of).toList());
    }

    /** To be called often; looks every two seconds by a monotonic clock. */
    public void lookIfDue(long nowNanos) {
        if (lookedNanos.isEmpty() || nowNanos - lookedNanos.getAsLong() >= PAUSE_NANOS) {
            lookedNanos = OptionalLong.of(nowNanos);
            adopt(joined.stream().map(Joined::settings).toList());
        }
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
                pool.content.lines().stream()
                        .map(line -> line.token().fingerprint())
                        .toList());
        if (!pool.content.problem().isEmpty()) {
            LOG.warn("event=pool-tokens-refused pool={} reason=\"{}\"", pool.settings.name(), pool.content.problem());
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
                pool.content.lines().stream()
                        .map(line -> token(line, reading.tokens()))
                        .toList(),
                pool.content.problem(),
                reading.lists(),
                reading.cookies(),
                reading.refused(),
                reading.connections(),
                settings.connections(),
                seconds(reading.lastSeen()));
    }

    private static Pools.Token token(TokenLine line, Map<String, Duration> shown) {
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
