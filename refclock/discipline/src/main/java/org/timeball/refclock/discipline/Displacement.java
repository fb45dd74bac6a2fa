package org.timeball.refclock.discipline;

import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * Watches pulses that are nowhere near a second and finds out what was moved: the pulses or our clock.
 *
 * <p>A receiver begins to speak at its usual delay after the second. If that still holds against the strange pulses,
 * they are the second and somebody moved the clock; if it holds against our own seconds, the pulses are what is wrong,
 * as when the wrong edge is stamped.
 *
 * <p>Sentences may come later than usual, too, and then bear the wrong edge out. A clock that is known to be nearer
 * than the pulses are is therefore not moved by their word alone: that it was set would have been seen, and what it can
 * have strayed by unseen is its bound. Not thread-safe.
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
     * @param usual        what the delay was while all was well
     * @param boundSeconds how far off our clock may be by all that is known of it
     * @param isSeconded   whether other sources put our clock where pulses would that are so many seconds late by it
     * @return whether it is now plain that the clock was moved
     */
    boolean isClockMoved(long firstByteNanos, SentenceDelay usual, double boundSeconds, DoublePredicate isSeconded) {
        if (strangePulse.isEmpty() || usual.bursts() == 0) {
            return false;
        }
        double sincePulse = fraction(firstByteNanos - strangePulse.getAsLong());
        double sinceSecond = fraction(firstByteNanos);
        boolean isMoved = distance(sincePulse, usual) < distance(sinceSecond, usual);
        double late = Math.IEEEremainder(fraction(strangePulse.getAsLong()), 1);
        boolean isPossible = Math.abs(late) <= boundSeconds || isSeconded.test(late);
        clockMoved = isMoved && isPossible ? clockMoved + 1 : 0;
        return clockMoved >= CONVINCING;
    }

    private static double fraction(long nanos) {
        return Math.floorMod(nanos, SECOND_NANOS) * 1e-9;
    }

    private static double distance(double delaySeconds, SentenceDelay usual) {
        return Math.abs(Math.IEEEremainder(delaySeconds - usual.medianSeconds(), 1));
    }
}
