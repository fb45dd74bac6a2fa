package org.timeball.refclock.discipline.filter;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.timeball.refclock.simulation.TracedClock;

/**
 * The discipline on a clock that is driven by series, with whatever befalls pulses and oscillator on top.
 *
 * @param oscillator s/s, second by second
 * @param lateness   of each pulse, seconds
 * @param shift      how far the receiver has moved its second, seconds; the clock is right when it has moved, too
 * @param delay      what else makes a pulse late; the clock is right when it takes no notice
 * @param pull       what else makes the oscillator fast, s/s
 * @param isMissing  the pulse does not come
 */
record TraceLoop(
        double[] oscillator,
        double[] lateness,
        IntToDoubleFunction shift,
        IntToDoubleFunction delay,
        IntToDoubleFunction pull,
        IntPredicate isMissing) {

    private static final double GRANULARITY_PPB = 1_000 / 65_536.0;

    static TraceLoop of(double[] oscillator, double[] lateness) {
        return new TraceLoop(oscillator, lateness, k -> 0, k -> 0, k -> 0, k -> false);
    }

    TraceLoop shift(IntToDoubleFunction seconds) {
        return new TraceLoop(oscillator, lateness, seconds, delay, pull, isMissing);
    }

    TraceLoop delay(IntToDoubleFunction seconds) {
        return new TraceLoop(oscillator, lateness, shift, seconds, pull, isMissing);
    }

    TraceLoop pull(IntToDoubleFunction frequency) {
        return new TraceLoop(oscillator, lateness, shift, delay, frequency, isMissing);
    }

    TraceLoop missing(IntPredicate isGone) {
        return new TraceLoop(oscillator, lateness, shift, delay, pull, isGone);
    }

    /**
     * Runs over the series from one second to another, with a new discipline and a clock that is off.
     *
     * @return the clock's error at each second, positive = ahead
     */
    double[] run(int from, int to, double aheadSeconds) {
        var discipline = new Discipline(GRANULARITY_PPB, 0);
        var clock = new TracedClock(aheadSeconds);
        double[] errors = new double[to - from];
        double command = 0;
        for (int k = from; k < to; k++) {
            double error = clock.phaseSeconds() + shift.applyAsDouble(k);
            errors[k - from] = error;
            Steering steering;
            if (isMissing.test(k)) {
                steering = discipline.onMissingPulse(command);
            } else {
                double stamped = error + lateness[k] + delay.applyAsDouble(k);
                steering = discipline.onPulse(stamped, command).steering();
            }
            clock.step(steering.stepSeconds());
            command = steering.frequencyPpb() * 1e-9;
            clock.passSecond(oscillator[k] + pull.applyAsDouble(k), command);
        }
        return errors;
    }
}
