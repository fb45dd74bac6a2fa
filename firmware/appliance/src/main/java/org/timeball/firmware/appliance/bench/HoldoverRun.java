package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.discipline.Discipline;
import org.timeball.refclock.discipline.ErrorBound;
import org.timeball.refclock.discipline.Estimate;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/**
 * Runs the discipline over a cell and holds the bound against the truth: while pulses come, and in holdovers of every
 * length that begin every five minutes or so.
 *
 * <p>A holdover is not run but reckoned: left alone, the discipline holds the frequency it believed, and the bound is a
 * function of the time since. A lateness that is not a number stands for a pulse that does not come.
 */
final class HoldoverRun {

    private static final double AHEAD_SECONDS = 10e-3;

    /** A pulse that does not come for this long begins a holdover, which is none of those counted as locked. */
    private static final int LOCKED_SECONDS = 3;

    /** A prime, so that holdovers begin at every second of a minute and everywhere in a load's cycle. */
    private static final int BETWEEN_SECONDS = 307;

    private static final int LOOKS = 60;
    private static final int DAY_SECONDS = 86_400;

    /** The minute in which the first day ends is looked at when the next begins. */
    private static final int LEARNED_FROM = DAY_SECONDS + 120;

    /** A believed drift dies down like this. */
    private static final double DRIFT_SECONDS = 100;

    private static final double LIMIT_SECONDS = 1e-3;
    private static final double LONGEST_SECONDS = 7 * DAY_SECONDS;
    private static final double PART = 1.02;

    /** Where a holdover begins, and what was believed there. */
    private record Loss(
            int second, double phaseSeconds, Estimate estimate, double frequencyToCome, HoldoverSlopes slopes) {

        /** How far the oscillator was believed to come: its frequency goes to what it is held at in the end. */
        double expectedSeconds(int t) {
            double frequency = estimate.frequencyPpb() * 1e-9;
            double reached = t - DRIFT_SECONDS * (1 - Math.exp(-t / DRIFT_SECONDS));
            return frequency * t + (frequencyToCome - frequency) * reached;
        }

        ErrorBound bound(double systematicSeconds, double seconds) {
            return ErrorBound.of(systematicSeconds, estimate, slopes, seconds, seconds);
        }

        /** When the bound has grown to the limit. */
        double limitSeconds(double systematicSeconds) {
            double seconds = 1;
            while (seconds < LONGEST_SECONDS
                    && bound(systematicSeconds, seconds).boundSeconds() < LIMIT_SECONDS) {
                seconds *= PART;
            }
            return seconds;
        }
    }

    private final Cell cell;
    private final double systematicSeconds;
    private final double[] oscillator;
    private final double[] lateness;
    private final double[] freePhase;
    private final Coverage locked = new Coverage();
    private final List<Loss> losses = new ArrayList<>();

    private HoldoverRun(Cell cell, double systematicSeconds) {
        this.cell = cell;
        this.systematicSeconds = systematicSeconds;
        this.oscillator = cell.frequency().values();
        this.lateness = cell.noise().values();
        this.freePhase = new double[cell.seconds() + 1];
    }

    /**
     * Runs over the whole cell.
     *
     * @param systematicSeconds part of every bound; 0 to test the rest of it
     */
    static HoldoverResult measure(Cell cell, double systematicSeconds) {
        var run = new HoldoverRun(cell, systematicSeconds);
        run.run();
        var early =
                run.losses.stream().filter(loss -> loss.second < LEARNED_FROM).toList();
        var late =
                run.losses.stream().filter(loss -> loss.second >= LEARNED_FROM).toList();
        return new HoldoverResult(cell, run.locked, run.alone(early), run.alone(late));
    }

    private void run() {
        var memory = new HoldoverMemory(ReferenceClockSettings.defaults().ageingPpb(), SlopeRecord.EMPTY);
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        var clock = new TracedClock(AHEAD_SECONDS);
        double command = 0;
        int used = -LOCKED_SECONDS;
        for (int k = 0; k < cell.seconds(); k++) {
            if (Double.isNaN(lateness[k])) {
                command = discipline.onMissingPulse(command).frequencyPpb() * 1e-9;
            } else {
                var decision = discipline.onPulse(clock.phaseSeconds() + lateness[k], command);
                clock.step(decision.steering().stepSeconds());
                command = decision.steering().frequencyPpb() * 1e-9;
                used = decision.verdict().isUsed() ? k : used;
            }
            var estimate = discipline.estimate();
            if (used == k && estimate.isSettled()) {
                memory.pulse(discipline.seconds(), discipline.freePhaseSeconds(), discipline.freeFrequency());
            }
            double before = clock.phaseSeconds();
            clock.passSecond(oscillator[k], command);
            freePhase[k + 1] = freePhase[k] + oscillator[k];
            if (k - used < LOCKED_SECONDS) {
                lookLocked(k - used, estimate, memory.slopes(), before, clock.phaseSeconds());
            }
            if (used == k && k % BETWEEN_SECONDS == 0 && isStated(estimate, memory.slopes())) {
                losses.add(new Loss(k, before, estimate, discipline.freeFrequency(), memory.slopes()));
            }
            discipline.learn();
        }
    }

    private boolean isStated(Estimate estimate, HoldoverSlopes slopes) {
        return estimate.isSettled()
                && ErrorBound.of(systematicSeconds, estimate, slopes, 0, 0).boundSeconds() < LIMIT_SECONDS;
    }

    /** Served time is asked for at any instant of the second: at its beginning, middle and end. */
    private void lookLocked(int since, Estimate estimate, HoldoverSlopes slopes, double before, double after) {
        if (locked.isEmpty() && !isStated(estimate, slopes)) {
            return;
        }
        for (double part : new double[] {0, 0.5, 0.999}) {
            var bound = ErrorBound.of(systematicSeconds, estimate, slopes, part, since + part);
            locked.look(before + part * (after - before), bound.boundSeconds(), bound.withinSeconds());
        }
    }

    private HoldoverResult.Alone alone(List<Loss> begun) {
        var lengths = HoldoverLength.ALL.stream()
                .map(length -> coverage(begun, length.seconds()))
                .toList();
        double[] limits = begun.stream()
                .mapToDouble(loss -> loss.limitSeconds(systematicSeconds))
                .sorted()
                .toArray();
        return new HoldoverResult.Alone(lengths, limits.length == 0 ? Double.NaN : limits[limits.length / 2]);
    }

    private Coverage coverage(List<Loss> begun, int seconds) {
        var coverage = new Coverage();
        for (var loss : begun) {
            if (loss.second + seconds < freePhase.length) {
                for (int look = 1; look <= LOOKS; look++) {
                    int t = (int) ((long) seconds * look / LOOKS);
                    var bound = loss.bound(systematicSeconds, t);
                    coverage.look(error(loss, t), bound.boundSeconds(), bound.withinSeconds());
                }
            }
        }
        return coverage;
    }

    /** The believed phase is steered away at once, and what is believed of the frequency followed. */
    private double error(Loss loss, int t) {
        return loss.phaseSeconds
                - loss.estimate.phaseSeconds()
                + freePhase[loss.second + t]
                - freePhase[loss.second]
                - loss.expectedSeconds(t);
    }
}
