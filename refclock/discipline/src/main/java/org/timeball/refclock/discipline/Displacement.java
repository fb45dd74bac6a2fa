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
 * have strayed by unseen is its bound. That is so, too, when the names of its seconds were lost and not the clock. Not
 * thread-safe.
 */
final class Displacement {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Bursts that must say so in a row. */
    private static final int CONVINCING = 10;

    /** What a clock may drift while its seconds have no names, a board's crystal at the temperature of another season. */
    private static final double DRIFT = 10e-6;

    private OptionalLong strangePulse = OptionalLong.empty();
    private OptionalLong heldNanos = OptionalLong.empty();
    private double heldBoundSeconds;
    private int clockMoved;

    /** A pulse was out of place, at a reading of the disciplined clock. */
    void strangePulse(long clockNanos) {
        strangePulse = OptionalLong.of(clockNanos);
    }

    /** All is as it should be. */
    void clear() {
        strangePulse = OptionalLong.empty();
        clockMoved = 0;
        heldNanos = OptionalLong.empty();
    }

    /** The seconds have lost their names, at a reading of a clock that is no farther off a second than its bound. */
    void hold(long clockNanos, double boundSeconds) {
        heldNanos = OptionalLong.of(clockNanos);
        heldBoundSeconds = boundSeconds;
    }

    /** How far its seconds may be from where they are by now, at a reading of it; infinite when no clock is held. */
    double strayedSeconds(long clockNanos) {
        return heldNanos.isPresent()
                ? heldBoundSeconds + DRIFT * Math.max(0, clockNanos - heldNanos.getAsLong()) * 1e-9
                : Double.POSITIVE_INFINITY;
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
        double late = lateSeconds(strangePulse.getAsLong());
        boolean isPossible = Math.abs(late) <= boundSeconds || isSeconded.test(late);
        clockMoved = isMoved && isPossible ? clockMoved + 1 : 0;
        return clockMoved >= CONVINCING;
    }

    /** By how much a reading is after the nearest whole second, negative = before. */
    static double lateSeconds(long clockNanos) {
        return Math.IEEEremainder(fraction(clockNanos), 1);
    }

    private static double fraction(long nanos) {
        return Math.floorMod(nanos, SECOND_NANOS) * 1e-9;
    }

    private static double distance(double delaySeconds, SentenceDelay usual) {
        return Math.abs(Math.IEEEremainder(delaySeconds - usual.medianSeconds(), 1));
    }
}
