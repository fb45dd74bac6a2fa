package org.timeball.refclock.discipline.steering;

import org.timeball.refclock.time.SystemClock;

/**
 * Reads the raw clock beside the monotonic one, and notices when somebody else has moved it: set by hand, by another
 * program, or left behind by a sleep.
 *
 * <p>Not thread-safe.
 */
public final class RawMovement {

    /** Two clocks cannot be read at one instant; a reading that took longer than this is taken anew, a few times. */
    private static final long LONG_READING_NANOS = 20_000;

    private static final int READINGS = 5;

    /** Less than this beyond what the readings leave open is what the discipline slews. */
    private static final long MOVED_NANOS = 1_000;

    /**
     * Both clocks at one moment.
     *
     * @param rawNanos       the raw one, since the Unix epoch
     * @param monotonicNanos the monotonic one, from an arbitrary zero
     * @param unsureNanos    how far apart in time the two readings may lie
     */
    public record Reading(long rawNanos, long monotonicNanos, long unsureNanos) {

        private long apartNanos() {
            return rawNanos - monotonicNanos;
        }
    }

    private final SystemClock clock;
    private Reading settled;

    RawMovement(SystemClock clock) {
        this.clock = clock;
        this.settled = read();
    }

    /** Reads both clocks. */
    Reading read() {
        var reading = readOnce();
        for (int i = 1; i < READINGS && reading.unsureNanos > LONG_READING_NANOS; i++) {
            reading = readOnce();
        }
        return reading;
    }

    /** The monotonic clock stands between two readings of it, so that the raw one lies between them. */
    private Reading readOnce() {
        long before = clock.monotonicNanos();
        long raw = clock.rawNanos();
        long after = clock.monotonicNanos();
        return new Reading(raw, before + (after - before) / 2, after - before);
    }

    /** By how much somebody else has moved the raw clock, positive = ahead; 0 when nobody has. */
    long movedNanos(Reading reading) {
        long moved = reading.apartNanos() - settled.apartNanos();
        return Math.abs(moved) > MOVED_NANOS + reading.unsureNanos + settled.unsureNanos ? moved : 0;
    }

    /** What the raw clock shows now is as it should be: it was we who moved it, or the move is known. */
    void settle() {
        settled = read();
    }
}
