package org.timeball.refclock.discipline;

import java.util.Optional;
import org.timeball.refclock.discipline.correction.SawtoothCorrection;
import org.timeball.refclock.discipline.correction.SawtoothReport;
import org.timeball.refclock.discipline.correction.TemperatureFeedForward;
import org.timeball.refclock.discipline.correction.TemperatureReport;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.filter.PulseDecision;
import org.timeball.refclock.discipline.filter.PulsePlace;
import org.timeball.refclock.discipline.filter.RetractableDiscipline;
import org.timeball.refclock.discipline.filter.Steering;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.gnss.NextPulse;

/**
 * Follows the pulses that have a name: the discipline, and all that learns beside it from the same seconds, which are the
 * receiver's sawtooth, the oscillator's answer to temperature, how far it strays when alone, and the line's scatter.
 *
 * <p>Told of every second once, with its pulse or without. Phases are positive when our clock is ahead. Decides and
 * steers nothing itself. Not thread-safe.
 */
final class PulseFollower {

    /** {@link PulsePlace#EDGE_SECONDS} where the sentences are the pulse, which wander with what the receiver has to compute. */
    private static final double SENTENCE_PLACE_SECONDS = 0.45;

    private static final double LEAST_PLACE_SECONDS = 1e-3;

    private static final double PLACE_DEVIATIONS = 6;

    /** So far before its second a pulse is rather something else. */
    private static final double EARLY_SECONDS = 50e-6;

    private static final double EARLY_DEVIATIONS = 8;

    private static final int REMEMBERED_EVERY_SECONDS = 60;

    /** What clock_adjtime(2) accepts, and so the most that an oscillator can be steered for. */
    private static final double STEEPEST_PPB = 500_000;

    private final ReferenceClockSettings settings;
    private final Distrust distrust;
    private final LineScatter scatter = new LineScatter();
    private final SawtoothCorrection sawtooth = new SawtoothCorrection();
    private final TemperatureFeedForward temperature;
    private final HoldoverMemory holdover;
    private RetractableDiscipline discipline;
    private volatile Optional<ClockMemory> memory = Optional.empty();

    /**
     * @param slopes   how far the oscillator was seen to stray in earlier runs
     * @param distrust shown every pulse, and asked for the discipline that follows a suspicion
     */
    PulseFollower(ReferenceClockSettings settings, SlopeRecord slopes, Distrust distrust) {
        this.settings = settings;
        this.distrust = distrust;
        this.temperature = new TemperatureFeedForward(settings.isTemperatureUsed());
        this.holdover = new HoldoverMemory(settings.ageingPpb(), slopes);
        this.discipline = new RetractableDiscipline(() -> newDiscipline(settings.oscillatorPpb()));
    }

    /** What is believed of the clock as of the last second. */
    Estimate estimate() {
        return discipline.estimate();
    }

    /** What the clock should be doing by all that is known. */
    Steering steering() {
        return discipline.steering();
    }

    /** Learns what takes long; best called when the command is out. */
    void learn() {
        discipline.learn();
    }

    /** What is to outlive a restart; any thread may ask. */
    Optional<ClockMemory> memory() {
        return memory;
    }

    SawtoothReport sawtooth() {
        return sawtooth.report();
    }

    TemperatureReport temperature() {
        return temperature.report();
    }

    /** The receiver has said something of its next pulse, in a burst that began at {@code firstByteNanos}. */
    void hear(NextPulse next, long firstByteNanos) {
        sawtooth.hear(next, firstByteNanos);
    }

    /** A thermometer was read. */
    void read(String sensor, double celsius) {
        temperature.read(sensor, celsius);
    }

    /** How late the receiver says the pulse of a second is, as far as it is to be believed; seconds. */
    double sawtoothSeconds(long second, long clockNanos) {
        return sawtooth.lateSeconds(second, clockNanos);
    }

    /**
     * How far from where it is expected a pulse may be and still be one, seconds.
     *
     * @param isVouchedFor while a clock is known so well that it is vouched for, nothing that is not another edge or another
     *     second moves its pulses by milliseconds
     */
    double placeSeconds(boolean isVouchedFor) {
        if (!settings.kind().isPulse()) {
            return SENTENCE_PLACE_SECONDS;
        }
        var estimate = estimate();
        double known = Math.max(settings.limitSeconds(), PLACE_DEVIATIONS * estimate.jitterSeconds());
        double least = isVouchedFor
                ? Math.clamp(known, LEAST_PLACE_SECONDS, PulsePlace.EDGE_SECONDS)
                : PulsePlace.EDGE_SECONDS;
        return Math.clamp(PLACE_DEVIATIONS * estimate.phaseDeviationSeconds(), least, PulsePlace.WIDEST_SECONDS);
    }

    /** Whether an edge comes so early that a better one may follow, as after crosstalk. */
    boolean isFarEarly(double phaseSeconds) {
        var estimate = estimate();
        double far = Math.max(EARLY_SECONDS, EARLY_DEVIATIONS * estimate.jitterSeconds());
        return settings.kind().isPulse() && phaseSeconds - estimate.phaseSeconds() < -far;
    }

    /**
     * A second with a pulse that may steer.
     *
     * @param clockNanos   when it came
     * @param movedSeconds how far commands have moved the clock since the last second, without steps
     */
    PulseDecision follow(long second, long clockNanos, double phaseSeconds, double movedSeconds) {
        var before = estimate();
        boolean isPredicted = before.isSettled() && settings.kind().isPulse();
        double distance = isPredicted ? phaseSeconds - predicted(before, movedSeconds) : 0;
        scatter.add(second, distance, before.jitterSeconds());
        sawtooth.learn(second, clockNanos, phaseSeconds, movedSeconds, before.frequencyPpb(), before.jitterSeconds());
        discipline.expectFrequencyChange(temperature.passSecond(movedSeconds));
        var decision = discipline.onPulse(phaseSeconds, movedSeconds);
        if (decision.verdict().isUsed()) {
            temperature.learn(phaseSeconds);
        }
        distrust.onShown(phaseSeconds, movedSeconds);
        return decision;
    }

    /** A second without a pulse. */
    void miss(double movedSeconds) {
        discipline.expectFrequencyChange(temperature.passSecond(movedSeconds));
        discipline.onMissingPulse(movedSeconds);
        distrust.onMissing(movedSeconds);
    }

    /** A second whose pulse is not believed: it counts as missing, and where it would have the clock is noted. */
    void withhold(long clockNanos, double phaseSeconds, double movedSeconds) {
        discipline.expectFrequencyChange(temperature.passSecond(movedSeconds));
        discipline.onMissingPulse(movedSeconds);
        distrust.onWithheld(phaseSeconds, estimate().phaseSeconds(), movedSeconds, clockNanos * 1e-9);
    }

    /** What the oscillator does now is what it may do in holdover; and from time to time it is kept for a restart. */
    void remember(long second, boolean isLocked) {
        var estimate = estimate();
        if (!estimate.isSettled()) {
            return;
        }
        holdover.pulse(discipline.seconds(), discipline.freePhaseSeconds(), discipline.freeFrequency());
        boolean isDue = memory.isEmpty() || second % REMEMBERED_EVERY_SECONDS == 0;
        if (isDue && isLocked) {
            double oscillator = Math.clamp(estimate.frequencyPpb(), -STEEPEST_PPB, STEEPEST_PPB);
            memory = Optional.of(new ClockMemory(second, oscillator, holdover.record()));
        }
    }

    /**
     * After a pulse was followed: pulses that moved so far at once are held to where they were, and the minute is taken
     * back.
     *
     * @param before       what was believed before that pulse
     * @param movedSeconds how far the clock was moved since, its step included
     * @param isVouchedFor whether time was served as good
     * @return whether the minute was taken back, and the clock is to be steered anew
     */
    boolean holdAgainstMove(Estimate before, double movedSeconds, boolean isVouchedFor, long clockNanos) {
        var now = estimate();
        double surprise = now.phaseSeconds() - predicted(before, movedSeconds);
        boolean isSteady = isVouchedFor
                && discipline.isRetractable()
                && discipline.isKeptByPulses()
                && Math.abs(surprise) + Math.abs(distrust.shiftSeconds()) < settings.limitSeconds();
        boolean isHeld = distrust.onUsed(surprise, now, isSteady, clockNanos * 1e-9);
        if (isHeld) {
            retract();
        }
        succeed();
        return isHeld;
    }

    /** Whether there is a good minute that can be taken back. */
    boolean isRetractable() {
        return discipline.isRetractable();
    }

    /** Goes on as if the last minute's pulses had not come, and lets another discipline look at them from here. */
    void retract() {
        discipline.retract();
        holdover.breakOff();
        double oscillatorPpb = estimate().frequencyPpb();
        distrust.show(() -> newDiscipline(oscillatorPpb));
    }

    /**
     * Goes on with the discipline that was shown the pulses meanwhile, if there is one that knows the clock; what it
     * knows is not to be compared with what the one before did.
     */
    boolean succeed() {
        var successor = distrust.successor();
        successor.ifPresent(it -> {
            discipline = it;
            holdover.breakOff();
        });
        return successor.isPresent();
    }

    /** Forgets where the clock is, and keeps what is known of its frequency. */
    void startAnew() {
        interrupt();
        holdover.breakOff();
        double oscillatorPpb = estimate().frequencyPpb();
        discipline = new RetractableDiscipline(() -> newDiscipline(oscillatorPpb));
        distrust.restart();
        scatter.forget();
    }

    /** Phases before and after this are not to be compared. */
    void interrupt() {
        sawtooth.interrupt();
        temperature.interrupt();
    }

    /**
     * How far off the clock may be if the receiver is as good as its word.
     *
     * @param sinceLastSeconds since the last second that is over
     * @param movedSeconds     how far commands have moved the clock since
     * @param sinceUsedSeconds since the last used pulse
     */
    ErrorBound bound(double sinceLastSeconds, double movedSeconds, double sinceUsedSeconds) {
        var estimate = estimate();
        double ratePpb = estimate.frequencyPpb() + steering().frequencyPpb();
        double slewed = movedSeconds + sinceLastSeconds * estimate.frequencyPpb() * 1e-9;
        return ErrorBound.of(
                        settings.systematicSeconds(),
                        estimate,
                        holdover.slopes(),
                        Math.max(0, sinceLastSeconds),
                        sinceUsedSeconds)
                .plus(HoldoverOutlook.SCATTER, scatter.astraySeconds(), 0)
                .plus("what is being slewed away", Math.abs(slewed), Math.abs(ratePpb));
    }

    /** What would become of the clock if pulses were taken away now. */
    HoldoverOutlook outlook() {
        return new HoldoverOutlook(
                settings.systematicSeconds(),
                settings.limitSeconds(),
                scatter.astraySeconds(),
                estimate(),
                discipline.freeFrequency(),
                holdover.slopes());
    }

    /** Where the phase should be a second after an estimate. */
    private static double predicted(Estimate before, double movedSeconds) {
        return before.phaseSeconds() + before.frequencyPpb() * 1e-9 + movedSeconds;
    }

    private Discipline newDiscipline(double oscillatorPpb) {
        double place = settings.kind().isPulse() ? PulsePlace.EDGE_SECONDS : SENTENCE_PLACE_SECONDS;
        return new Discipline(settings.granularityPpb(), oscillatorPpb, place);
    }
}
