package org.timeball.refclock.discipline.filter;

import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Used;

/**
 * Turns the phases of pulses into commands to the clock, one call for every nominal second, with a pulse or without.
 *
 * <p>It starts with a robust line through the first 16 phases ({@link StartUp}), then follows with a {@link FilterBank}, which weighs each
 * pulse by what {@link NoiseMemory} has learned of the line, and steers by {@link PhaseSteering}. Pulses that disagree
 * with the filters are judged by {@link SuspectJudge}: when several in a row agree with each other, the world has changed
 * and not the pulses, and they are followed, a step of the phase at once, a change of frequency by starting anew. Later
 * than in the first seconds it never steps the clock. There is nothing to tune.
 *
 * <p>Pure, and not thread-safe.
 */
public final class Discipline {

    /** After so many seconds without a pulse one alone is not believed. */
    static final int GAP_SECONDS = 3;

    /** So early the filters still swing in, and what they are surprised by is not the line's doing. */
    private static final int REMEMBERED_FROM = 25;

    /** What clock_adjtime(2) accepts. */
    private static final double LIMIT = 500e-6;

    private sealed interface Stage {
        /** A line through the pulses so far. */
        record Starting(PhaseTrack.Line line) implements Stage {}

        /** Filters that know the clock. */
        record Following(FilterBank bank) implements Stage {}
    }

    private final boolean isDriftKnown;
    private final double granularityPpb;
    private final PulsePlace place;
    private final StartUp startUp;
    private final NoiseMemory noise =
            new NoiseMemory(StartScatter.EXPECTED_JITTER_SECONDS * StartScatter.EXPECTED_JITTER_SECONDS);
    private final SuspectJudge suspects = new SuspectJudge(noise);
    private final Homecoming homecoming = new Homecoming(noise);
    private final TrackingLag lag = new TrackingLag();
    private final PhaseSteering phaseSteering = new PhaseSteering();
    private Stage stage;
    private double frequencyPpb;
    private long second;
    private long lastUsedSecond;
    private int pulses;
    private double movedTotal;
    private double receiverSteps;
    private double expectedChange;
    private double doubt;
    private int missedInARow;

    /**
     * @param granularityPpb the steps in which the clock's frequency can be set; 0 for no steps
     * @param oscillatorPpb  what the oscillator was last known to be off by, positive = fast; 0 when unknown
     */
    public Discipline(double granularityPpb, double oscillatorPpb) {
        this(granularityPpb, oscillatorPpb, PulsePlace.EDGE_SECONDS, true);
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
        this.place = new PulsePlace(placeSeconds);
        double assumedSlope = oscillatorPpb * 1e-9;
        this.startUp = new StartUp(assumedSlope);
        this.stage = new Stage.Starting(startUp.line(second));
        command(assumedSlope);
    }

    /** One whose filters know phase and frequency alone: to show what those that know a drift bring. */
    public static Discipline withoutDrift(double granularityPpb, double oscillatorPpb) {
        return new Discipline(granularityPpb, oscillatorPpb, PulsePlace.EDGE_SECONDS, false);
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
        var pulse = new PhaseSample(second, phaseSeconds, movedTotal);
        return switch (stage) {
            case Stage.Starting _ -> startWith(pulse);
            case Stage.Following(var bank) -> {
                bank.predict(knownlyMoved(steeredSeconds));
                yield follow(bank, pulse, witness);
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
            case Stage.Starting(var line) ->
                startUp.estimate(
                        line, movedTotal, second - lastUsedSecond, place.isOfEdges(), line.slope() + expectedChange);
            case Stage.Following(var bank) ->
                new Estimate(
                        bank.phase(),
                        bank.coasting(),
                        doubt + lag.seconds(),
                        (bank.frequency() + expectedChange) * 1e9,
                        Math.sqrt(bank.frequencyVariance()) * 1e9,
                        noise.jitterSeconds(),
                        !homecoming.isUnderWay() && doubt == 0);
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
        var line = startUp.line(second);
        stage = new Stage.Starting(line);
        phaseSteering.deadbeat(0);
        command(line.slope());
    }

    private PulseDecision startWith(PhaseSample pulse) {
        noise.pulse(pulse.freePhaseSeconds(), false);
        missedInARow = 0;
        return start(startUp.pulse(pulse));
    }

    /** The start-up has a pulse more. */
    private PulseDecision start(PulseVerdict verdict) {
        var line = startUp.line(second);
        double phase = line.phaseSeconds() + movedTotal;
        double step = startUp.stepSeconds(phase);
        movedTotal += step;
        lastUsedSecond = second;
        pulses = startUp.pulses();
        if (startUp.isComplete()) {
            stage = new Stage.Following(new FilterBank(phase + step, line, isDriftKnown));
            noise.assume(line.deviationSeconds() * line.deviationSeconds());
        } else {
            stage = new Stage.Starting(line);
        }
        phaseSteering.deadbeat(startUp.isPhaseKnown() ? phase + step : 0);
        command(line.slope());
        return new PulseDecision(verdict, new Steering(frequencyPpb, step));
    }

    private PulseDecision follow(FilterBank bank, PhaseSample pulse, Witness witness) {
        double innovation = pulse.phaseSeconds() - bank.phase();
        var misplaced = place.judge(innovation, bank.phaseVariance());
        if (misplaced.isPresent()) {
            return asIfItHadNotCome(bank, misplaced.get());
        }
        if (missedInARow > GAP_SECONDS) {
            suspects.clear();
            homecoming.begin();
        }
        missedInARow = 0;
        double weight = bank.belief(pulse.phaseSeconds(), noise.pulseVariance(), noise.shape());
        if (homecoming.isUnderWay()) {
            if (weight < SuspectJudge.LEAST_WEIGHT) {
                return rejoin(bank, pulse);
            }
            homecoming.end();
        }
        return obey(bank, pulse, suspects.judge(bank, pulse, weight, witness));
    }

    private PulseDecision obey(FilterBank bank, PhaseSample pulse, SuspectJudge.Finding finding) {
        return switch (finding) {
            case SuspectJudge.Finding.Own(double weight) -> {
                measure(bank, pulse.phaseSeconds());
                doubt = 0;
                yield used(bank, weight);
            }
            case SuspectJudge.Finding.Wild(var verdict, double doubtSeconds) -> {
                measure(bank, pulse.phaseSeconds());
                yield notUsed(bank, verdict, doubtSeconds);
            }
            case SuspectJudge.Finding.Delayed(var verdict, double doubtSeconds) -> notUsed(bank, verdict, doubtSeconds);
            case SuspectJudge.Finding.Stepped(double seconds, double variance) -> {
                bank.jump(seconds, variance);
                receiverSteps += seconds;
                pulses++;
                endDoubt();
                yield used(bank, 1);
            }
            case SuspectJudge.Finding.Changed(var track) -> restart(track);
        };
    }

    private PulseDecision rejoin(FilterBank bank, PhaseSample pulse) {
        return switch (homecoming.judge(bank, pulse, second - lastUsedSecond)) {
            case Homecoming.Finding.Arrived() -> {
                endDoubt();
                yield used(bank, 1);
            }
            case Homecoming.Finding.Waiting(var verdict, double doubtSeconds) -> notUsed(bank, verdict, doubtSeconds);
            case Homecoming.Finding.Elsewhere(var track) -> restart(track);
        };
    }

    /** Nothing that a clock or a receiver does while it is followed moves a second so far. */
    private PulseDecision asIfItHadNotCome(FilterBank bank, NotUsed verdict) {
        noise.gap();
        missedInARow++;
        steer(bank);
        return new PulseDecision(verdict, steering());
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
        if (noise.hear(phaseSeconds - predicted)) {
            bank.loosen(noise.astraySeconds(), noise.astraySeconds() / LoudLine.FAR);
        }
        if (++pulses >= REMEMBERED_FROM) {
            noise.remember(phaseSeconds - predicted, bank.meanPhaseVariance());
        }
        lag.pulse(phaseSeconds - predicted, Math.sqrt(bank.meanPhaseVariance() + noise.pulseVariance()));
        bank.update(phaseSeconds, noise.pulseVariance(), noise.shape());
        double surprise = bank.phase() - predicted;
        phaseSteering.learn(surprise, noise.shape().variance(), pulses - PhaseTrack.LENGTH);
    }

    /** The world is another one, which these pulses show; what is known of the line's scatter stays. */
    private PulseDecision restart(PhaseTrack track) {
        startUp.beginWith(track, second);
        noise.gap();
        endDoubt();
        return start(new Used(1));
    }

    private PulseDecision used(FilterBank bank, double weight) {
        lastUsedSecond = second;
        steer(bank);
        return new PulseDecision(new Used(weight), steering());
    }

    private PulseDecision notUsed(FilterBank bank, NotUsed verdict, double doubtSeconds) {
        doubt = doubtSeconds;
        steer(bank);
        return new PulseDecision(verdict, steering());
    }

    private void endDoubt() {
        suspects.clear();
        lag.clear();
        homecoming.end();
        doubt = 0;
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
