package org.timeball.firmware.appliance.diagnosis;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Facts that are gathered when they are asked for, and kept for a minute: a page that is open, or somebody who asks without
 * end, costs the box no more than that. Used by one thread at a time.
 *
 * @param <T> an immutable value
 */
final class Remembered<T> {

    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    /** Whoever wants them anew gets those of a moment ago. */
    private static final long SHORTEST_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Supplier<T> look;
    private Optional<T> facts = Optional.empty();
    private OptionalLong lookedNanos = OptionalLong.empty();

    Remembered(Supplier<T> look) {
        this.look = look;
    }

    /**
     * The facts.
     *
     * @param isAnew   whether they are wanted as they are now
     * @param nowNanos monotonic
     */
    T get(boolean isAnew, long nowNanos) {
        long age = nowNanos - lookedNanos.orElse(0);
        if (facts.isEmpty() || age > (isAnew ? SHORTEST_NANOS : LONGEST_NANOS)) {
            facts = Optional.of(look.get());
            lookedNanos = OptionalLong.of(nowNanos);
        }
        return facts.get();
    }

    /** How long ago they were gathered. */
    long ageSeconds(long nowNanos) {
        return (nowNanos - lookedNanos.orElse(nowNanos)) / NANOS_PER_SECOND;
    }
}
