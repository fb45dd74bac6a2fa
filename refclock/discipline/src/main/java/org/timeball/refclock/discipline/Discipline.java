package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.discipline.PulseVerdict.Used;

/**
 * Turns the phases of pulses into commands to the clock, one call for every nominal second, with a pulse or without.
 *
 * <p>It starts with a robust line through the first 16 phases, then follows with a {@link FilterBank}, which weighs each
 * pulse by what {@link NoiseMemory} has learned of the line, and steers by {@link PhaseSteering}. When several pulses in
 * a row disagree with it and agree with each other, the world has changed and not the pulses, and they are followed: a
 * step of the phase at once, a change of frequency by starting anew. Later than in the first seconds it never steps the
 * clock. There is nothing to tune.
 *
 * <p>Pure, and not thread-safe.
 */
public final class Discipline {

    /** Two phases say nothing of a slope, six have it well enough to slew the rest. */
    private static final int STEP_FROM = 2;

    private static final int STEP_TO = 5;
    private static final double STEP_SECONDS = 1e-3;

    /** So early the filters still swing in, and what they are surprised by is not the line's doing. */
    private static final int REMEMBERED_FROM = 25;

    private static final double GATE_DEVIATIONS = 6;
    private static final double GATE_SECONDS = 5e-6;

    /** From so many start-up pulses on a line is good enough to call one of them an outlier. */
    private static final int JUDGED_FROM = 6;

    /** A pulse less likely than this to be one of the line's own is not used. */
    private static final double LEAST_WEIGHT = 0.05;

    /** An edge farther from its second than this is another one, or crosstalk; where the clock is unsure, up to more. */
    static final double PLACE_SECONDS = 0.02;

    static final double WIDEST_PLACE_SECONDS = 0.2;

    /** Suspects have to lie on a line like the line's own pulses. */
    private static final double STRAIGHT_DEVIATIONS = 2.5;

    /** So many suspects on a line are a change, whatever kind. */
    private static final int ANY_CHANGE_FROM = 12;

    /** After so many seconds without a pulse one alone is not believed. */
    private static final int GAP_SECONDS = 3;

    private static final int REJOIN = 3;

    /** A line that puts the clock farther from where it is believed to be says that it is not there. */
    private static final double EXCLUDED_DEVIATIONS = 4;

    /** What clock_adjtime(2) accepts. */
    private static final double LIMIT = 500e-6;

    /** What a gap in the start-up adds: white frequency noise, s²/s, and a random walk of it, s²/s³, of a board's crystal. */
    private static final double WHITE = 1e-18;

    private static final double WALK = 1e-18;

    /** What a clock of which nothing is known may be off by. */
    private static final Coasting UNKNOWN = new Coasting(1, 0, 0, 0, 0);

    private sealed interface Stage {
        /** A line through the pulses so far. */
        record Starting(PhaseTrack.Line line) implements Stage {}

        /** Filters that know the clock. */
        record Following(FilterBank bank) implements Stage {}
    }

    private final boolean isDriftKnown;
    private final double granularityPpb;
    private final double leastPlaceSeconds;
    private final PhaseTrack start = new PhaseTrack();
    private final PhaseTrack returning = new PhaseTrack();
    private final SuspectRun suspects = new SuspectRun();
    private final LatencyBursts bursts = new LatencyBursts();
    private final NoiseMemory noise =
            new NoiseMemory(StartScatter.EXPECTED_JITTER_SECONDS * StartScatter.EXPECTED_JITTER_SECONDS);
    private final TrackingLag lag = new TrackingLag();
    private final PhaseSteering phaseSteering = new PhaseSteering();
    private Stage stage;
    private double frequencyPpb;
    private long second;
    private long lastUsedSecond;
    private int pulses;
    private double movedTotal;
    private double receiverSteps;
    private double assumedSlope;
    private double expectedChange;
    private double doubt;
    private int missedInARow;
    private boolean mayStep = true;
    private boolean isRejoining;

    /**
     * @param granularityPpb the steps in which the clock's frequency can be set; 0 for no steps
     * @param oscillatorPpb  what the oscillator was last known to be off by, positive = fast; 0 when unknown
     */
    public Discipline(double granularityPpb, double oscillatorPpb) {
        this(granularityPpb, oscillatorPpb, PLACE_SECONDS, true);
    }

    /**
     * @param granularityPpb the steps in which the clock's frequency can be set; 0 for no steps
     * @param oscillatorPpb  what the oscillator was last known to be off by, positive = fast; 0 when unknown
     * @param placeSeconds   how far from its second a pulse can be and still be one, for a line coarser than edges are
     */
    public Discipline(double granularityPpb, double oscillatorPpb, double placeSeconds) {
        this(granularityPpb, oscillatorPpb, placeSeconds, true);
    }

    private Discipline(double granularityPpb, double oscillatorPpb, double placeSeconds, boolean isDriftKnown) {
        this.isDriftKnown = isDriftKnown;
        this.granularityPpb = granularityPpb;
        this.leastPlaceSeconds = placeSeconds;
        this.assumedSlope = oscillatorPpb * 1e-9;
        this.stage = new Stage.Starting(lineNow());
        command(assumedSlope);
    }

    /** One whose filters know phase and frequency alone: to show what those that know a drift bring. */
    public static Discipline withoutDrift(double granularityPpb, double oscillatorPpb) {
        return new Discipline(granularityPpb, oscillatorPpb, PLACE_SECONDS, false);
    }

    /**
     * A nominal second with a pulse.
     *
     * @param phaseSeconds   our clock's stamp of the pulse less the second it names, positive when our clock is ahead
     * @param steeredSeconds how far earlier commands have moved the clock since the last nominal second, without
     *     steps: the command in force, times the time it was in force
     */
    public PulseDecision onPulse(double phaseSeconds, double steeredSeconds) {
        return onPulse(phaseSeconds, steeredSeconds, Witness.NONE);
    }

    /**
     * A nominal second with a pulse, and with somebody else to ask about it.
     *
     * @param phaseSeconds   as without a witness
     * @param steeredSeconds as without a witness
     * @param witness        what it says of our clock at this pulse
     */
    public PulseDecision onPulse(double phaseSeconds, double steeredSeconds, Witness witness) {
        tick(steeredSeconds);
        double freePhase = phaseSeconds - movedTotal;
        return switch (stage) {
            case Stage.Starting _ -> {
                noise.pulse(freePhase, false);
                yield startWith(freePhase);
            }
            case Stage.Following(var bank) -> {
                bank.predict(knownlyMoved(steeredSeconds));
                yield follow(bank, freePhase, phaseSeconds, witness);
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
        noise.gap();
        missedInARow++;
        switch (stage) {
            case Stage.Starting _ -> coast();
            case Stage.Following(var bank) -> {
                bank.predict(knownlyMoved(steeredSeconds));
                learnOfNoPulse();
                steer(bank);
            }
        }
        return steering();
    }

    /**
     * The oscillator's frequency is known to have changed, by its temperature for example: the command answers at once,
     * and no filter has to find out. What is said counts from the last nominal second on.
     *
     * @param deltaPpb by how much, positive = it has become faster
     */
    public void expectFrequencyChange(double deltaPpb) {
        expectedChange += deltaPpb * 1e-9;
        command(
                switch (stage) {
                    case Stage.Starting(var line) -> line.slope();
                    case Stage.Following(var bank) -> bank.frequency();
                });
    }

    /** What the clock should be doing by all that is known, without a step; also before the first pulse. */
    public Steering steering() {
        return new Steering(frequencyPpb, 0);
    }

    /**
     * Learns from what has come in, every few minutes, which takes a millisecond: best called when the command is out.
     * The next second does it otherwise; the decisions are the same.
     */
    public void learn() {
        noise.learn();
    }

    /** What is believed of the clock now. */
    public Estimate estimate() {
        return switch (stage) {
            case Stage.Starting(var line) -> startingEstimate(line);
            case Stage.Following(var bank) ->
                new Estimate(
                        bank.phase(),
                        bank.coasting(),
                        doubt + lag.seconds(),
                        (bank.frequency() + expectedChange) * 1e9,
                        Math.sqrt(bank.frequencyVariance()) * 1e9,
                        noise.jitterSeconds(),
                        !isRejoining && doubt == 0);
        };
    }

    /**
     * The phase the oscillator would have by itself: without our commands and known changes, and without the steps that
     * pulses were seen to make. Seconds from an arbitrary zero; goes on through gaps for as long as this discipline is in
     * use.
     */
    public double freePhaseSeconds() {
        return switch (stage) {
                    case Stage.Starting(var line) -> line.phaseSeconds();
                    case Stage.Following(var bank) -> bank.phase() - movedTotal;
                }
                - receiverSteps;
    }

    /** The frequency error, s/s, that belongs to that phase and would be held if no pulse came any more. */
    public double freeFrequency() {
        return switch (stage) {
            case Stage.Starting(var line) -> line.slope();
            case Stage.Following(var bank) -> bank.frequency() + bank.driftToCome();
        };
    }

    /** Nominal seconds it was told of, with a pulse or without. */
    public long seconds() {
        return second;
    }

    private void tick(double steeredSeconds) {
        learn();
        second++;
        movedTotal += knownlyMoved(steeredSeconds);
    }

    /** Corrections moved the clock, and what the oscillator was known to do by itself; the filters see the rest. */
    private double knownlyMoved(double steeredSeconds) {
        return steeredSeconds + expectedChange;
    }

    private void coast() {
        var line = lineNow();
        stage = new Stage.Starting(line);
        phaseSteering.deadbeat(0);
        command(line.slope());
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
        boolean isOutlier =
                start.size() >= JUDGED_FROM && Math.abs(distance) > Math.max(GATE_DEVIATIONS * usual, GATE_SECONDS);
        return new PulseDecision(isOutlier ? outlier(distance, usual) : new Used(1), startFrom(line));
    }

    private Steering startFrom(PhaseTrack.Line line) {
        double phase = line.phaseSeconds() + movedTotal;
        double step = mayStep && start.size() >= STEP_FROM && start.size() <= STEP_TO && Math.abs(phase) > STEP_SECONDS
                ? -phase
                : 0;
        movedTotal += step;
        lastUsedSecond = second;
        pulses = start.size();
        if (pulses == PhaseTrack.LENGTH) {
            stage = new Stage.Following(new FilterBank(phase + step, line, isDriftKnown));
            noise.assume(line.deviationSeconds() * line.deviationSeconds());
        } else {
            stage = new Stage.Starting(line);
        }
        phaseSteering.deadbeat(pulses >= STEP_FROM ? phase + step : 0);
        command(line.slope());
        return new Steering(frequencyPpb, step);
    }

    private PhaseTrack.Line lineNow() {
        return start.size() == 0 ? new PhaseTrack.Line(0, assumedSlope, 0, 0, 0, 0) : start.line(second, assumedSlope);
    }

    private Estimate startingEstimate(PhaseTrack.Line line) {
        int n = start.size();
        boolean isSettled = n >= StartScatter.LEAST_PULSES;
        double variance = StartScatter.variance(n, line.deviationSeconds(), leastPlaceSeconds <= PLACE_SECONDS);
        double gap = second - lastUsedSecond;
        var coasting = new Coasting(
                variance * line.phaseShare() + gap * WHITE + gap * gap * gap / 3 * WALK,
                variance * line.crossShare() + gap * gap / 2 * WALK,
                variance * line.slopeShare() + gap * WALK,
                WHITE,
                WALK);
        return new Estimate(
                n == 0 ? 0 : line.phaseSeconds() + movedTotal,
                isSettled ? coasting : UNKNOWN,
                0,
                (line.slope() + expectedChange) * 1e9,
                Math.sqrt(variance * line.slopeShare()) * 1e9,
                Math.sqrt(variance),
                isSettled && gap <= GAP_SECONDS);
    }

    private PulseDecision follow(FilterBank bank, double freePhase, double phaseSeconds, Witness witness) {
        double innovation = phaseSeconds - bank.phase();
        if (Math.abs(innovation) > placeSeconds(bank)) {
            return outOfPlace(bank, innovation);
        }
        if (missedInARow > GAP_SECONDS) {
            clearSuspects();
            returning.clear();
            isRejoining = true;
        }
        missedInARow = 0;
        double weight = bank.belief(phaseSeconds, noise.pulseVariance(), noise.shape());
        if (isRejoining && weight < LEAST_WEIGHT) {
            return rejoin(bank, freePhase, innovation);
        }
        isRejoining = false;
        boolean isSuspect = Math.abs(innovation) > SuspectRun.NEAR_DEVIATIONS * noise.deviationSeconds();
        boolean isOutlier = isSuspect && weight < LEAST_WEIGHT;
        noise.pulse(freePhase, isOutlier);
        double expected = bank.phase() - movedTotal;
        bursts.pulse(
                new LatencyBursts.Sighting(second, freePhase, expected, bank.frequency(), noise.deviationSeconds()),
                isSuspect);
        if (!isSuspect) {
            suspects.clear();
            measure(bank, phaseSeconds);
            doubt = 0;
            return used(bank, weight);
        }
        suspects.add(second, freePhase, innovation > 0, noise.isRare(innovation));
        return judgeSuspect(bank, phaseSeconds, isOutlier, witness.word(bank.phase(), phaseSeconds));
    }

    private PulseDecision judgeSuspect(FilterBank bank, double phaseSeconds, boolean isOutlier, Witness.Word word) {
        double innovation = phaseSeconds - bank.phase();
        boolean isBelieved =
                switch (word) {
                    case STAYED -> false;
                    case MOVED -> true;
                    case NONE -> !bursts.mayBeOne();
                };
        int convincing = isBelieved ? suspects.convincing(noise.suspectShare(innovation > 0)) : 0;
        if (convincing > 0) {
            var track = suspects.newest(convincing);
            var line = track.line(second, bank.frequency());
            boolean isStraight = line.deviationSeconds() <= STRAIGHT_DEVIATIONS * noise.deviationSeconds();
            if (isStraight && (isPhaseStep(bank, track, line) || isOtherChange(bank, line))) {
                return followSuspects(bank, track, line);
            }
        }
        boolean isDelayed = word == Witness.Word.STAYED || word == Witness.Word.NONE && bursts.isInOne();
        if (!isDelayed) {
            double weight = bank.belief(phaseSeconds, noise.pulseVariance(), noise.shape());
            measure(bank, phaseSeconds);
            suspects.heard();
            if (!isOutlier) {
                doubt = 0;
                return used(bank, weight);
            }
        }
        boolean isVouchedFor = word == Witness.Word.STAYED;
        doubt = suspects.length() > 1 && !isVouchedFor ? Math.abs(innovation) : 0;
        steer(bank);
        var verdict = isDelayed
                ? delayed(innovation, noise.jitterSeconds(), isVouchedFor)
                : outlier(innovation, noise.jitterSeconds());
        return new PulseDecision(verdict, steering());
    }

    private double placeSeconds(FilterBank bank) {
        double widest = Math.max(leastPlaceSeconds, WIDEST_PLACE_SECONDS);
        return Math.clamp(GATE_DEVIATIONS * Math.sqrt(bank.phaseVariance()), leastPlaceSeconds, widest);
    }

    /** As if it had not come: nothing that a clock or a receiver does while it is followed moves a second so far. */
    private PulseDecision outOfPlace(FilterBank bank, double innovation) {
        noise.gap();
        missedInARow++;
        steer(bank);
        String sentence = Figure.lateness(innovation) + ", more than the " + Figure.ofSeconds(placeSeconds(bank))
                + " a pulse may be off its second; the wrong edge?";
        return new PulseDecision(new NotUsed(Reason.OUT_OF_PLACE, sentence), steering());
    }

    /** Whether the suspects keep the slope that is known. */
    private boolean isPhaseStep(FilterBank bank, PhaseTrack track, PhaseTrack.Line line) {
        int m = track.size();
        double slopeDeviation =
                Math.max(line.deviationSeconds(), noise.deviationSeconds()) * Math.sqrt(12.0 / ((double) m * m * m));
        return Math.abs(line.slope() - bank.frequency()) < 3 * slopeDeviation + 1e-9;
    }

    /**
     * Whether it is a change of frequency, which begins where the clock was believed to be: the first suspect is then
     * hardly farther off than the nearest that is suspect. What is not, a burst of latency for one, has to last.
     */
    private boolean isOtherChange(FilterBank bank, PhaseTrack.Line line) {
        double change = line.slope() - bank.frequency();
        double now = line.phaseSeconds() + movedTotal - bank.phase();
        double first = now - change * (suspects.length() - 1);
        double nearest = (SuspectRun.NEAR_DEVIATIONS + 2) * noise.deviationSeconds() + 1.5 * Math.abs(change);
        return first * change > 0 && Math.abs(first) <= nearest || suspects.length() >= ANY_CHANGE_FROM;
    }

    /** A pulse that is missing now and then jolts the clock no more; in a long silence there is nothing to learn. */
    private void learnOfNoPulse() {
        if (missedInARow <= GAP_SECONDS && pulses > PhaseTrack.LENGTH) {
            phaseSteering.learn(0, noise.shape().variance(), pulses - PhaseTrack.LENGTH);
        }
    }

    /** Tells the filters of a pulse; of an outlier, too, whose influence on them is next to nothing. */
    private void measure(FilterBank bank, double phaseSeconds) {
        double predicted = bank.phase();
        if (++pulses >= REMEMBERED_FROM) {
            noise.remember(phaseSeconds - predicted, bank.meanPhaseVariance());
        }
        lag.pulse(phaseSeconds - predicted, Math.sqrt(bank.meanPhaseVariance() + noise.pulseVariance()));
        bank.update(phaseSeconds, noise.pulseVariance(), noise.shape());
        double surprise = bank.phase() - predicted;
        phaseSteering.learn(surprise, noise.shape().variance(), pulses - PhaseTrack.LENGTH);
    }

    /**
     * After a gap pulses that are not where they are expected wait for each other, and are then believed however far off
     * they are.
     */
    private PulseDecision rejoin(FilterBank bank, double freePhase, double innovation) {
        noise.pulse(freePhase, true);
        returning.add(second, freePhase);
        doubt = returning.size() > 1 ? Math.abs(innovation) : 0;
        if (returning.size() >= REJOIN) {
            double[] above = returning.lastAbove(REJOIN, second, bank.phase() - movedTotal, bank.frequency());
            if (width(above) <= Math.max(GATE_DEVIATIONS * noise.jitterSeconds(), GATE_SECONDS)) {
                bank.rejoin(bank.phase() + Spread.median(above), noise.pulseVariance() / REJOIN, noise.shape());
                endDoubt();
                return used(bank, 1);
            }
        }
        if (returning.size() == PhaseTrack.LENGTH) {
            return rejoinAnotherLine(bank, returning.line(second, bank.frequency()));
        }
        steer(bank);
        String sentence = "first pulse after a gap of " + (second - lastUsedSecond) + " s, "
                + Figure.lateness(innovation) + "; waiting for " + REJOIN + " that agree";
        return new PulseDecision(new NotUsed(Reason.UNCONFIRMED, sentence), steering());
    }

    /**
     * So many that do not agree are no chance: the line scatters more than it did, or the clock is elsewhere. A clock
     * that was held is known better than by a line through pulses that scatter, unless that line excludes it.
     */
    private PulseDecision rejoinAnotherLine(FilterBank bank, PhaseTrack.Line line) {
        double deviation = line.deviationSeconds();
        if (deviation > GATE_DEVIATIONS * noise.deviationSeconds()) {
            noise.startOver(deviation * deviation);
        }
        double apart = line.phaseSeconds() + movedTotal - bank.phase();
        double unsure = Math.sqrt(bank.phaseVariance() + line.phaseShare() * deviation * deviation);
        if (Math.abs(apart) > EXCLUDED_DEVIATIONS * unsure) {
            return restart(returning);
        }
        endDoubt();
        return used(bank, 1);
    }

    /** The world has changed: a step of the phase if the suspects' slope is the one that is known, else all anew. */
    private PulseDecision followSuspects(FilterBank bank, PhaseTrack track, PhaseTrack.Line line) {
        int m = track.size();
        noise.forgetNewest(suspects.heardInARow());
        bursts.followed(second - suspects.length() + 1, suspects.isLate());
        if (!isPhaseStep(bank, track, line)) {
            return restart(track);
        }
        double deviation = noise.deviationSeconds();
        double[] above = track.lastAbove(m, second, bank.phase() - movedTotal, bank.frequency());
        double step = Spread.median(above);
        bank.jump(step, deviation * deviation / m);
        receiverSteps += step;
        pulses++;
        endDoubt();
        return used(bank, 1);
    }

    private PulseDecision restart(PhaseTrack track) {
        start.copyFrom(track);
        assumedSlope = lineNow().slope();
        mayStep = false;
        noise.gap();
        endDoubt();
        return new PulseDecision(new Used(1), startFrom(lineNow()));
    }

    private PulseDecision used(FilterBank bank, double weight) {
        lastUsedSecond = second;
        steer(bank);
        return new PulseDecision(new Used(weight), steering());
    }

    private void clearSuspects() {
        suspects.clear();
        bursts.clear();
    }

    private void endDoubt() {
        clearSuspects();
        lag.clear();
        returning.clear();
        doubt = 0;
        isRejoining = false;
    }

    private static NotUsed outlier(double distance, double usual) {
        return new NotUsed(Reason.OUTLIER, Figure.lateness(distance) + ", usual spread " + Figure.ofSeconds(usual));
    }

    private static NotUsed delayed(double distance, double usual, boolean isVouchedFor) {
        String why = isVouchedFor ? "; a witness says that the clock has not moved" : "; a burst of latency";
        return new NotUsed(
                Reason.OUTLIER, Figure.lateness(distance) + ", usual spread " + Figure.ofSeconds(usual) + why);
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

    private void steer(FilterBank bank) {
        phaseSteering.decide(bank.phase(), pulses);
        command(bank.frequency());
    }

    /**
     * Holds the oscillator's error and steers the phase away, rounded to what the clock can be set to.
     *
     * @param unexpected the oscillator's error without the changes that were expected of it, s/s
     */
    private void command(double unexpected) {
        double held = unexpected + expectedChange + phaseSteering.rate();
        double wanted = Math.clamp(-held, -LIMIT, LIMIT) * 1e9;
        frequencyPpb = granularityPpb > 0 ? Math.rint(wanted / granularityPpb) * granularityPpb : wanted;
    }
}
