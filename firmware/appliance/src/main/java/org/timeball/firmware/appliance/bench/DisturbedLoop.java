package org.timeball.firmware.appliance.bench;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Steering;
import org.timeball.refclock.discipline.filter.Witness;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/**
 * The discipline over a cell, with whatever befalls pulses, oscillator and commands.
 *
 * <p>Each second the pulse is stamped at the clock's error plus the line's lateness, and the command that answers is in
 * force until the next, or from a little later on.
 *
 * @param shift      how far the receiver has moved its second, s; the clock is right when it has moved, too
 * @param delay      what else makes a pulse late, s; the clock is right when it takes no notice
 * @param pull       what else makes the oscillator fast, s/s
 * @param isMissing  the pulse does not come
 * @param lagSeconds how long after the pulse its command takes effect, 0 to 1
 * @param isLagTold  the discipline is told how far commands have really moved the clock
 * @param sight      by how much a witness is off UTC; the witness is silent where it is NaN
 * @param doubt      the witness's standard deviation, s
 * @param discipline what is measured
 */
record DisturbedLoop(
        Cell cell,
        IntToDoubleFunction shift,
        IntToDoubleFunction delay,
        IntToDoubleFunction pull,
        IntPredicate isMissing,
        double lagSeconds,
        boolean isLagTold,
        IntToDoubleFunction sight,
        double doubt,
        Supplier<Discipline> discipline) {

    /** The clock begins 10 ms ahead, as chrony's did. */
    private static final double AHEAD_SECONDS = 10e-3;

    static DisturbedLoop of(Cell cell) {
        return new DisturbedLoop(
                cell,
                k -> 0,
                k -> 0,
                k -> 0,
                k -> false,
                0,
                true,
                k -> Double.NaN,
                1,
                () -> new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0));
    }

    DisturbedLoop shift(IntToDoubleFunction seconds) {
        return new DisturbedLoop(
                cell, seconds, delay, pull, isMissing, lagSeconds, isLagTold, sight, doubt, discipline);
    }

    DisturbedLoop delay(IntToDoubleFunction seconds) {
        return new DisturbedLoop(
                cell, shift, seconds, pull, isMissing, lagSeconds, isLagTold, sight, doubt, discipline);
    }

    DisturbedLoop pull(IntToDoubleFunction frequency) {
        return new DisturbedLoop(
                cell, shift, delay, frequency, isMissing, lagSeconds, isLagTold, sight, doubt, discipline);
    }

    DisturbedLoop missing(IntPredicate isGone) {
        return new DisturbedLoop(cell, shift, delay, pull, isGone, lagSeconds, isLagTold, sight, doubt, discipline);
    }

    DisturbedLoop lag(double seconds, boolean isTold) {
        return new DisturbedLoop(cell, shift, delay, pull, isMissing, seconds, isTold, sight, doubt, discipline);
    }

    DisturbedLoop witness(IntToDoubleFunction off, double deviation) {
        return new DisturbedLoop(
                cell, shift, delay, pull, isMissing, lagSeconds, isLagTold, off, deviation, discipline);
    }

    DisturbedLoop discipline(Supplier<Discipline> another) {
        return new DisturbedLoop(cell, shift, delay, pull, isMissing, lagSeconds, isLagTold, sight, doubt, another);
    }

    /** Runs from the first second on, 10 ms ahead; returns the clock's error at each second, positive = ahead. */
    double[] run(int seconds) {
        return run(0, seconds, AHEAD_SECONDS);
    }

    /** Runs from one second to another with a new discipline and a clock that is ahead. */
    double[] run(int from, int to, double aheadSeconds) {
        double[] oscillator = cell.frequency().values();
        double[] lateness = cell.noise().values();
        var tried = discipline.get();
        var clock = new TracedClock(aheadSeconds);
        double[] errors = new double[to - from];
        IntFunction<Witness> witness = k -> {
            double off = sight.applyAsDouble(k);
            return Double.isNaN(off) ? Witness.NONE : new Witness.Sees(errors[k - from] + off, doubt);
        };
        double command = 0;
        double told = 0;
        for (int k = from; k < to; k++) {
            double error = clock.phaseSeconds() + shift.applyAsDouble(k);
            errors[k - from] = error;
            Steering steering;
            if (isMissing.test(k)) {
                steering = tried.onMissingPulse(told);
            } else {
                double stamped = error + lateness[k] + delay.applyAsDouble(k);
                steering = tried.onPulse(stamped, told, witness.apply(k)).steering();
            }
            clock.step(steering.stepSeconds());
            double next = steering.frequencyPpb() * 1e-9;
            double inForce = lagSeconds * command + (1 - lagSeconds) * next;
            command = next;
            told = isLagTold ? inForce : next;
            clock.passSecond(oscillator[k] + pull.applyAsDouble(k), inForce);
            tried.learn();
        }
        return errors;
    }
}
