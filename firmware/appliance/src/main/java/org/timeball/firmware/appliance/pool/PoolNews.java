package org.timeball.firmware.appliance.pool;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.timeball.server.control.event.Event;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.PoolTally;
import org.timeball.server.keyexchange.WrongTokens;

/**
 * Writes into the event log what pools do that somebody waits for: the first visit with each token since the start, and
 * requests without a token of ours. Anybody can make the latter, so there is one line an hour of them at most, and strangers
 * cannot push other lines out of the log.
 *
 * <p>One thread uses it.
 */
final class PoolNews {

    private static final long QUIET_NANOS = Duration.ofHours(1).toNanos();

    private final PoolDesk desk;
    private final Set<String> told = new HashSet<>();
    private long wrongTold;
    private OptionalLong wrongToldNanos = OptionalLong.empty();

    PoolNews(PoolDesk desk) {
        this.desk = desk;
    }

    /**
     * Tells what is new.
     *
     * @param nowNanos on the monotonic clock
     * @param utcNanos since the Unix epoch
     */
    void tell(long nowNanos, long utcNanos, Consumer<Event> log) {
        var readings = desk.readings(nowNanos);
        readings.entrySet().stream().flatMap(entry -> visits(entry, utcNanos)).forEach(log);
        var wrong = desk.wrongTokens(nowNanos);
        if (wrong.total() > wrongTold && isTimeToTell(nowNanos)) {
            log.accept(refused(wrong, utcNanos));
            wrongTold = wrong.total();
            wrongToldNanos = OptionalLong.of(nowNanos);
        }
    }

    private Stream<Event> visits(Map.Entry<String, PoolTally.Reading> pool, long utcNanos) {
        return pool.getValue().tokens().keySet().stream()
                .filter(fingerprint -> told.add(pool.getKey() + ' ' + fingerprint))
                .sorted()
                .map(fingerprint -> new Event(
                        utcNanos,
                        "pool " + pool.getKey(),
                        pool.getValue().lastFrom(),
                        "network",
                        "pool-visit",
                        "done",
                        "the pool " + pool.getKey() + " showed the token " + fingerprint
                                + ", for the first time since the start"));
    }

    private boolean isTimeToTell(long nowNanos) {
        return wrongToldNanos.isEmpty() || nowNanos - wrongToldNanos.getAsLong() >= QUIET_NANOS;
    }

    private Event refused(WrongTokens.Reading wrong, long utcNanos) {
        long fresh = wrong.total() - wrongTold;
        return new Event(
                utcNanos,
                "a stranger",
                wrong.lastFrom(),
                "network",
                "pool-token-unknown",
                "refused",
                "asked as pools do, %s, without a token that we have; if a pool has made a new one, add it"
                        .formatted(fresh == 1 ? "once" : fresh + " times"));
    }
}
