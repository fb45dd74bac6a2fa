package org.timeball.refclock.discipline;

import java.util.OptionalDouble;

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

    /** Pulses that receivers can be set to and that do not mark seconds; 2 s marks every other, and is only said. */
    private static final double[] OTHER_PERIODS = {0.2, 0.5, 2};

    private static final double SAME_PERIOD = 0.02;
    private static final int INTERVALS = 8;

    private final double[] intervals = new double[INTERVALS];
    private int edges;
    private long edgeNanos;
    private boolean isBegun;
    private long lastNanos;
    private int strangers;

    /** Whether an edge continues the cycle, or begins it. */
    boolean isNext(long clockNanos) {
        intervals[edges++ % INTERVALS] = (clockNanos - edgeNanos) / SECOND_NANOS;
        edgeNanos = clockNanos;
        if (periodSeconds().orElse(1) < 1) {
            return false;
        }
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

    /** The period of the last edges, where it is a receiver's setting other than a second. */
    OptionalDouble periodSeconds() {
        if (edges <= INTERVALS) {
            return OptionalDouble.empty();
        }
        for (double period : OTHER_PERIODS) {
            if (isPeriod(period)) {
                return OptionalDouble.of(period);
            }
        }
        return OptionalDouble.empty();
    }

    private boolean isPeriod(double period) {
        for (double interval : intervals) {
            if (!(Math.abs(interval - period) < SAME_PERIOD * period)) {
                return false;
            }
        }
        return true;
    }

    /** What is to be done about {@link #periodSeconds}, for people; empty when nothing is. */
    String remedy() {
        var period = periodSeconds();
        return period.isPresent()
                ? "pulses come every " + Figure.ofSeconds(period.getAsDouble()) + ": set the receiver to one a second"
                : "";
    }

    /** Why the last one was none, for people. */
    String complaint(long clockNanos) {
        if (periodSeconds().isPresent()) {
            return remedy();
        }
        return Figure.ofSeconds((clockNanos - lastNanos) * 1e-9) + " after the pulse before, which is no whole second";
    }

    void onStep(long deltaNanos) {
        lastNanos += deltaNanos;
        edgeNanos += deltaNanos;
    }
}
