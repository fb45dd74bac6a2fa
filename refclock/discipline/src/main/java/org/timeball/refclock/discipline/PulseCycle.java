package org.timeball.refclock.discipline;

/**
 * Follows the pulses' second while they have no names yet, so that crosstalk and ringing are not taken for pulses.
 *
 * <p>An edge continues the cycle when it comes whole seconds after the last that did, to a tenth: a clock that somebody
 * slews may run off by so much. When edges keep coming elsewhere, the first of them was the wrong one. Not thread-safe.
 */
final class PulseCycle {

    private static final double SECOND_NANOS = 1e9;
    private static final double TOLERANCE = 0.1;
    private static final int WRONG_IN_A_ROW = 5;

    private boolean isBegun;
    private long lastNanos;
    private int strangers;

    /** Whether an edge continues the cycle, or begins it. */
    boolean isNext(long clockNanos) {
        double cycles = (clockNanos - lastNanos) / SECOND_NANOS;
        boolean isOnBeat = cycles > 1 - TOLERANCE && Math.abs(cycles - Math.rint(cycles)) <= TOLERANCE;
        if (!isBegun || isOnBeat || strangers + 1 >= WRONG_IN_A_ROW) {
            isBegun = true;
            lastNanos = clockNanos;
            strangers = 0;
            return true;
        }
        strangers++;
        return false;
    }

    /** Why the last one was none, for people. */
    String complaint(long clockNanos) {
        return Figure.ofSeconds((clockNanos - lastNanos) * 1e-9) + " after the pulse before, which is no whole second";
    }

    void onStep(long deltaNanos) {
        lastNanos += deltaNanos;
    }
}
