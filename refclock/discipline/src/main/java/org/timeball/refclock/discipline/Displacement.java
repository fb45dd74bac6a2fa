package org.timeball.refclock.discipline;

import java.util.OptionalLong;

/**
 * Watches pulses that are nowhere near a second and finds out what was moved: the pulses or our clock.
 *
 * <p>A receiver begins to speak at its usual delay after the second. If that still holds against the strange pulses,
 * they are the second and somebody moved the clock; if it holds against our own seconds, the pulses are what is wrong,
 * as when the wrong edge is stamped. Not thread-safe.
 */
final class Displacement {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Bursts that must say so in a row. */
    private static final int CONVINCING = 10;

    private OptionalLong strangePulse = OptionalLong.empty();
    private int clockMoved;

    /** A pulse was out of place, at a reading of the disciplined clock. */
    void strangePulse(long clockNanos) {
        strangePulse = OptionalLong.of(clockNanos);
    }

    /** All is as it should be. */
    void clear() {
        strangePulse = OptionalLong.empty();
        clockMoved = 0;
    }

    /**
     * Takes the beginning of a burst.
     *
     * @param usual what the delay was while all was well
     * @return whether it is now plain that the clock was moved
     */
    boolean isClockMoved(long firstByteNanos, SentenceDelay usual) {
        if (strangePulse.isEmpty() || usual.bursts() == 0) {
            return false;
        }
        double sincePulse = fraction(firstByteNanos - strangePulse.getAsLong());
        double sinceSecond = fraction(firstByteNanos);
        boolean isMoved = distance(sincePulse, usual) < distance(sinceSecond, usual);
        clockMoved = isMoved ? clockMoved + 1 : 0;
        return clockMoved >= CONVINCING;
    }

    private static double fraction(long nanos) {
        return Math.floorMod(nanos, SECOND_NANOS) * 1e-9;
    }

    private static double distance(double delaySeconds, SentenceDelay usual) {
        return Math.abs(Math.IEEEremainder(delaySeconds - usual.medianSeconds(), 1));
    }
}
