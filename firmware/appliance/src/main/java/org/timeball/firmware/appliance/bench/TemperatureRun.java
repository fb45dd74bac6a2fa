package org.timeball.firmware.appliance.bench;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.timeball.refclock.discipline.correction.TemperatureFeedForward;
import org.timeball.refclock.discipline.correction.TemperatureReport;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Steering;
import org.timeball.refclock.simulation.PhaseSeries;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/** Runs the discipline over a cell with a thermometer beside it: once with all pulses, once with a gap. */
final class TemperatureRun {

    private static final double AHEAD_SECONDS = 10e-3;
    private static final int GAP_SECONDS = 7_200;

    /** The gap begins after so many tenths of the trace. */
    private static final int GAP_TENTHS = 8;

    /**
     * What was measured.
     *
     * @param rmsNanos     with all pulses, over all but the first tenth
     * @param holdoverNanos largest error in two hours without pulses
     * @param learned      what was known of temperature at the end
     */
    record Outcome(double rmsNanos, double holdoverNanos, TemperatureReport learned) {}

    private TemperatureRun() {}

    /** @param celsius what the thermometer shows, if there is one */
    static Outcome measure(Cell cell, Optional<double[]> celsius) {
        int seconds = cell.seconds();
        var all = new TemperatureFeedForward(true);
        var errors = run(cell, celsius, all, k -> false);
        int from = seconds / 10 * GAP_TENTHS;
        int to = Math.min(seconds - 1, from + GAP_SECONDS);
        double[] held = run(cell, celsius, new TemperatureFeedForward(true), k -> k >= from && k < to);
        double worst = 0;
        for (int k = from; k <= to; k++) {
            worst = Math.max(worst, Math.abs(held[k]));
        }
        return new Outcome(new PhaseSeries(errors).from(seconds / 10).rms() * 1e9, worst * 1e9, all.report());
    }

    private static double[] run(
            Cell cell, Optional<double[]> celsius, TemperatureFeedForward heat, IntPredicate isMissing) {
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        var clock = new TracedClock(AHEAD_SECONDS);
        double[] errors = new double[cell.seconds()];
        double command = 0;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = clock.phaseSeconds();
            if (celsius.isPresent()) {
                heat.read("bench", celsius.get()[k]);
            }
            discipline.expectFrequencyChange(heat.passSecond(command));
            double stamped = errors[k] + cell.noise().values()[k];
            Steering steering;
            if (isMissing.test(k)) {
                steering = discipline.onMissingPulse(command);
            } else {
                var decision = discipline.onPulse(stamped, command);
                steering = decision.steering();
                if (decision.verdict().isUsed()) {
                    heat.learn(stamped);
                }
            }
            if (steering.stepSeconds() != 0) {
                clock.step(steering.stepSeconds());
                heat.interrupt();
            }
            command = steering.frequencyPpb() * 1e-9;
            clock.passSecond(cell.frequency().values()[k], command);
            discipline.learn();
        }
        return errors;
    }
}
