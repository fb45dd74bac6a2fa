package org.timeball.refclock.discipline;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.timeball.refclock.discipline.correction.SawtoothCorrection;
import org.timeball.refclock.discipline.correction.TemperatureFeedForward;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Steering;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.simulation.PhaseSeries;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/**
 * The discipline with its corrections on a clock that is driven by series, without anything that names seconds.
 *
 * @param oscillator s/s, second by second
 * @param lateness   of each pulse by its line, seconds
 * @param sawtooth   how late the receiver places each edge, seconds
 * @param sign       of what it states of that
 * @param celsius    what the thermometer shows; NaN when it is silent
 * @param isMissing  the pulse does not come
 */
record CorrectedLoop(
        double[] oscillator, double[] lateness, double[] sawtooth, int sign, double[] celsius, IntPredicate isMissing) {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SPOKEN_NANOS = 300_000_000L;

    static CorrectedLoop of(double[] oscillator, double[] lateness) {
        return new CorrectedLoop(oscillator, lateness, new double[oscillator.length], 0, new double[0], k -> false);
    }

    /** With a receiver that states its sawtooth with a sign, or not at all (0). */
    CorrectedLoop sawtooth(double[] late, int asStated) {
        return new CorrectedLoop(oscillator, lateness, late, asStated, celsius, isMissing);
    }

    CorrectedLoop celsius(double[] shown) {
        return new CorrectedLoop(oscillator, lateness, sawtooth, sign, shown, isMissing);
    }

    CorrectedLoop missing(IntPredicate isGone) {
        return new CorrectedLoop(oscillator, lateness, sawtooth, sign, celsius, isGone);
    }

    /**
     * What became of it.
     *
     * @param errors      the clock's, second by second, positive = ahead
     * @param sawtooth    at the end
     * @param temperature at the end
     */
    record Outcome(double[] errors, SawtoothCorrection sawtooth, TemperatureFeedForward temperature) {

        double rmsFrom(int second) {
            return new PhaseSeries(errors).from(second).rms();
        }
    }

    Outcome run() {
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        var edges = new SawtoothCorrection();
        var heat = new TemperatureFeedForward(true);
        var clock = new TracedClock(10e-3);
        double[] errors = new double[oscillator.length];
        double command = 0;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = clock.phaseSeconds();
            if (celsius.length > 0) {
                heat.read("cpu-thermal", celsius[k]);
            }
            discipline.expectFrequencyChange(heat.passSecond(command));
            Steering steering;
            if (isMissing.test(k)) {
                steering = discipline.onMissingPulse(command);
            } else {
                long at = k * SECOND_NANOS;
                double phase = errors[k] + lateness[k] + sawtooth[k] - edges.lateSeconds(k, at);
                var before = discipline.estimate();
                edges.learn(k, at, phase, command, before.frequencyPpb(), before.jitterSeconds());
                var decision = discipline.onPulse(phase, command);
                if (decision.verdict().isUsed()) {
                    heat.learn(phase);
                }
                steering = decision.steering();
            }
            if (steering.stepSeconds() != 0) {
                clock.step(steering.stepSeconds());
                edges.interrupt();
                heat.interrupt();
            }
            if (sign != 0 && k + 1 < errors.length) {
                edges.hear(
                        new NextPulse(OptionalLong.of(k + 1), OptionalDouble.of(sign * sawtooth[k + 1])),
                        k * SECOND_NANOS + SPOKEN_NANOS);
            }
            command = steering.frequencyPpb() * 1e-9;
            clock.passSecond(oscillator[k], command);
            discipline.learn();
        }
        return new Outcome(errors, edges, heat);
    }
}
