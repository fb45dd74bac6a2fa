package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.discipline.PulseVerdict.Used;

/**
 * Turns the phases of pulses into commands to the clock, one call for every nominal second, with a pulse or without.
 *
 * <p>It starts with a robust line through the first 16 phases, then follows with a Kalman filter that knows how far
 * the line's pulses scatter. A pulse outside the gate is set aside; when several in a row agree with each other, the
 * world has changed and not the pulse, and they are followed: a step of the phase at once, a change of frequency by
 * starting anew. Later than in the first seconds it never steps.
 *
 * <p>Pure, and not thread-safe.
 */
public final class Discipline {

    private static final int SETTLED_PULSES = 4;

    /** Two phases say nothing of a slope, six have it well enough to slew the rest. */
    private static final int STEP_FROM = 2;

    private static final int STEP_TO = 5;
    private static final double STEP_SECONDS = 1e-3;

    private static final double GATE_DEVIATIONS = 6;
    private static final double GATE_SECONDS = 5e-6;

    /** A pulse is suspect from here on, though it is not set aside; as many in a row do not come by chance. */
    private static final double NEAR_DEVIATIONS = 4;

    private static final int NEAR_RUN = 12;

    /** Pulses beyond the gate that must agree before a step is believed, and the scatter at which they still do. */
    private static final int FAR_RUN = 5;

    private static final double RUN_DEVIATIONS = 3;
    private static final double RUN_SECONDS = 200e-9;

    /** After so many seconds without a pulse one alone is not believed. */
    private static final int GAP_SECONDS = 3;

    private static final int REJOIN = 3;

    /** Phase is steered away over so many seconds: the least noise in frequency for a tenth more in phase. */
    private static final double TIME_CONSTANT_SECONDS = 4;

    /** What clock_adjtime(2) accepts. */
    private static final double LIMIT = 500e-6;

    /** A pulse's jitter before any is known, and how many pulses that belief is worth. */
    private static final double EXPECTED_JITTER_SECONDS = 5e-6;

    private static final int EXPECTED_JITTER_PULSES = 4;

    /** What a clock of which nothing is known may be off by. */
    private static final double UNKNOWN = 1;

    private sealed interface Stage {
        /** A line through the pulses so far. */
        record Starting(PhaseTrack.Line line) implements Stage {}

        /** A filter that knows the clock. */
        record Following(PhaseFilter filter) implements Stage {}
    }

    private final double granularityPpb;
    private final PhaseTrack start = new PhaseTrack();
    private final PhaseTrack run = new PhaseTrack();
    private final JitterMeter jitter = new JitterMeter(EXPECTED_JITTER_SECONDS * EXPECTED_JITTER_SECONDS);
    private Stage stage;
    private long second;
    private long lastUsedSecond;
    private double steeredTotal;
    private double assumedSlope;
    private double doubt;
    private int missedInARow;
    private boolean mayStep = true;
    private boolean isRejoining;

    /**
     * @param granularityPpb the steps in which the clock's frequency can be set; 0 for no steps
     * @param oscillatorPpb  what the oscillator was last known to be off by, positive = fast; 0 when unknown
     */
    public Discipline(double granularityPpb, double oscillatorPpb) {
        this.granularityPpb = granularityPpb;
        this.assumedSlope = oscillatorPpb * 1e-9;
        this.stage = new Stage.Starting(new PhaseTrack.Line(0, assumedSlope, 0, 0, 0, 0));
    }

    /**
     * A nominal second with a pulse.
     *
     * @param phaseSeconds   our clock's stamp of the pulse less the second it names, positive when our clock is ahead
     * @param steeredSeconds how far earlier commands have moved the clock since the last nominal second, without
     *     steps: the command in force, times the time it was in force
     */
    public PulseDecision onPulse(double phaseSeconds, double steeredSeconds) {
        tick(steeredSeconds);
        double freePhase = phaseSeconds - steeredTotal;
        jitter.pulse(freePhase);
        return switch (stage) {
            case Stage.Starting _ -> startWith(freePhase);
            case Stage.Following(var filter) -> {
                filter.predict(steeredSeconds);
                yield follow(filter, freePhase, phaseSeconds - filter.phase());
            }
        };
    }

    /**
     * A nominal second without a pulse.
     *
     * @param steeredSeconds as with a pulse
     */
    public Steering onMissingPulse(double steeredSeconds) {
        tick(steeredSeconds);
        jitter.gap();
        missedInARow++;
        switch (stage) {
            case Stage.Starting _ -> stage = new Stage.Starting(lineNow());
            case Stage.Following(var filter) -> filter.predict(steeredSeconds);
        }
        return steering();
    }

    /** What the clock should be doing by all that is known, without a step; also before the first pulse. */
    public Steering steering() {
        return switch (stage) {
            case Stage.Starting(var line) -> command(line.slope(), 0, 0);
            case Stage.Following(var filter) -> command(filter.frequency(), filter.phase() / TIME_CONSTANT_SECONDS, 0);
        };
    }

    /** What is believed of the clock now. */
    public Estimate estimate() {
        return switch (stage) {
            case Stage.Starting(var line) -> startingEstimate(line);
            case Stage.Following(var filter) ->
                new Estimate(
                        filter.phase(),
                        Math.sqrt(filter.phaseVariance()),
                        doubt,
                        filter.frequency() * 1e9,
                        Math.sqrt(filter.frequencyVariance()) * 1e9,
                        Math.sqrt(jitter.variance()),
                        !isRejoining && run.size() == 0);
        };
    }

    private void tick(double steeredSeconds) {
        second++;
        steeredTotal += steeredSeconds;
    }

    private PulseDecision startWith(double freePhase) {
        missedInARow = 0;
        if (start.size() > 0 && second - start.newestSecond() > PhaseTrack.LENGTH) {
            assumedSlope = lineNow().slope();
            start.clear();
        }
        start.add(second, freePhase);
        var line = lineNow();
        double distance = freePhase - line.phaseSeconds();
        double usual = line.deviationSeconds();
        var verdict = start.size() > FAR_RUN && Math.abs(distance) > gate(usual * usual)
                ? outlier(distance, usual)
                : new Used(1);
        return new PulseDecision(verdict, startFrom(line));
    }

    private Steering startFrom(PhaseTrack.Line line) {
        double phase = line.phaseSeconds() + steeredTotal;
        double step = mayStep && start.size() >= STEP_FROM && start.size() <= STEP_TO && Math.abs(phase) > STEP_SECONDS
                ? -phase
                : 0;
        steeredTotal += step;
        lastUsedSecond = second;
        if (start.size() == PhaseTrack.LENGTH) {
            stage = new Stage.Following(new PhaseFilter(phase + step, line));
            jitter.assume(line.deviationSeconds() * line.deviationSeconds());
        } else {
            stage = new Stage.Starting(line);
        }
        return command(line.slope(), start.size() >= STEP_FROM ? phase + step : 0, step);
    }

    private PhaseTrack.Line lineNow() {
        return start.size() == 0 ? new PhaseTrack.Line(0, assumedSlope, 0, 0, 0, 0) : start.line(second, assumedSlope);
    }

    private Estimate startingEstimate(PhaseTrack.Line line) {
        int n = start.size();
        boolean isSettled = n >= SETTLED_PULSES;
        double expected = EXPECTED_JITTER_PULSES * EXPECTED_JITTER_SECONDS * EXPECTED_JITTER_SECONDS;
        double seen = n * line.deviationSeconds() * line.deviationSeconds();
        double variance = (expected + seen) / (EXPECTED_JITTER_PULSES + n);
        double gap = second - lastUsedSecond;
        double phaseVariance =
                variance * line.phaseShare() + gap * PhaseFilter.WHITE + gap * gap * gap / 3 * PhaseFilter.WALK;
        return new Estimate(
                n == 0 ? 0 : line.phaseSeconds() + steeredTotal,
                isSettled ? Math.sqrt(phaseVariance) : UNKNOWN,
                0,
                line.slope() * 1e9,
                Math.sqrt(variance * line.slopeShare()) * 1e9,
                Math.sqrt(variance),
                isSettled && gap <= GAP_SECONDS);
    }

    private PulseDecision follow(PhaseFilter filter, double freePhase, double innovation) {
        if (missedInARow > GAP_SECONDS) {
            run.clear();
            isRejoining = true;
        }
        missedInARow = 0;
        if (isRejoining) {
            return rejoin(filter, freePhase, innovation);
        }
        double variance = filter.phaseVariance() + jitter.variance();
        if (Math.abs(innovation) > NEAR_DEVIATIONS * Math.sqrt(variance)) {
            return suspect(filter, freePhase, innovation, Math.abs(innovation) > gate(variance));
        }
        return used(filter.update(innovation, jitter.variance()));
    }

    private PulseDecision rejoin(PhaseFilter filter, double freePhase, double innovation) {
        doubtAfter(freePhase, innovation);
        if (run.size() >= REJOIN) {
            double predicted = filter.phase() - steeredTotal;
            double[] above = run.lastAbove(REJOIN, second, predicted, filter.frequency());
            if (width(above) <= gate(jitter.variance())) {
                filter.rejoin(Spread.median(above), jitter.variance() / REJOIN);
                return used(1);
            }
        }
        if (run.size() == PhaseTrack.LENGTH) {
            return restart();
        }
        String sentence = "first pulse after a gap of " + (second - lastUsedSecond) + " s, "
                + Figure.lateness(innovation) + "; waiting for " + REJOIN + " that agree";
        return new PulseDecision(new NotUsed(Reason.UNCONFIRMED, sentence), steering());
    }

    /** A pulse that is hard to believe: set aside if it is far, given little weight if not, followed if others agree. */
    private PulseDecision suspect(PhaseFilter filter, double freePhase, double innovation, boolean isFar) {
        doubtAfter(freePhase, innovation);
        double usual = Math.sqrt(jitter.variance());
        if (run.size() >= (isFar ? FAR_RUN : NEAR_RUN)) {
            var line = run.line(second, filter.frequency());
            if (line.deviationSeconds() <= Math.max(RUN_DEVIATIONS * usual, RUN_SECONDS)) {
                return isSameSlope(line, filter.frequency(), usual) ? jump(filter, line) : restart();
            }
        }
        if (run.size() == PhaseTrack.LENGTH) {
            return restart();
        }
        if (isFar) {
            return new PulseDecision(outlier(innovation, usual), steering());
        }
        lastUsedSecond = second;
        return new PulseDecision(new Used(filter.update(innovation, jitter.variance())), steering());
    }

    private boolean isSameSlope(PhaseTrack.Line line, double frequency, double usual) {
        double m = run.size();
        double slopeDeviation = Math.max(line.deviationSeconds(), usual) * Math.sqrt(12 / (m * m * m));
        return Math.abs(line.slope() - frequency) < 3 * slopeDeviation + 1e-9;
    }

    private PulseDecision jump(PhaseFilter filter, PhaseTrack.Line line) {
        filter.jump(line.phaseSeconds() + steeredTotal - filter.phase(), jitter.variance() / run.size());
        return used(1);
    }

    private PulseDecision restart() {
        start.copyFrom(run);
        assumedSlope = lineNow().slope();
        mayStep = false;
        endRun();
        return new PulseDecision(new Used(1), startFrom(lineNow()));
    }

    private PulseDecision used(double weight) {
        endRun();
        lastUsedSecond = second;
        return new PulseDecision(new Used(weight), steering());
    }

    private void doubtAfter(double freePhase, double innovation) {
        run.add(second, freePhase);
        doubt = run.size() > 1 ? Math.abs(innovation) : 0;
    }

    private void endRun() {
        run.clear();
        doubt = 0;
        isRejoining = false;
    }

    private static NotUsed outlier(double distance, double usual) {
        return new NotUsed(Reason.OUTLIER, Figure.lateness(distance) + ", usual spread " + Figure.ofSeconds(usual));
    }

    private static double gate(double variance) {
        return Math.max(GATE_DEVIATIONS * Math.sqrt(variance), GATE_SECONDS);
    }

    private static double width(double[] values) {
        double lowest = values[0];
        double highest = values[0];
        for (double value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return highest - lowest;
    }

    private Steering command(double frequency, double phaseRate, double step) {
        double wanted = Math.clamp(-frequency - Math.clamp(phaseRate, -LIMIT, LIMIT), -LIMIT, LIMIT) * 1e9;
        double rounded = granularityPpb > 0 ? Math.rint(wanted / granularityPpb) * granularityPpb : wanted;
        return new Steering(rounded, step);
    }
}
