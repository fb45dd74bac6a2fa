package org.timeball.refclock.discipline.filter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A discipline that can take back the last minute of pulses.
 *
 * <p>Beside the one that steers runs a second one of the same make, told of everything a minute later. The discipline
 * is a pure function of what it was told, so the second is what the first was a minute ago. When pulses turn out to
 * have been drawn away, the second is told that none came in that minute, and steers from then on.
 *
 * <p>After that there is no third: nothing can be taken back a second time, until another starts. Not thread-safe.
 */
public final class RetractableDiscipline {

    /** Long enough for a wrong signal to be noticed by its frequency. */
    public static final int SECONDS = 60;

    private static final int MOST_SECONDS = 54;

    /**
     * A second as it was told.
     *
     * @param expectedPpb by how much the oscillator was known to have changed since the second before
     */
    private record Told(boolean isPulse, double phaseSeconds, double steeredSeconds, double expectedPpb) {}

    private final Deque<Told> told = new ArrayDeque<>(SECONDS + 1);
    private final Discipline elder;
    private Discipline steering;

    /** Asked for several times a second, and some work to find out; empty when something has come in since. */
    private Optional<Estimate> estimate = Optional.empty();

    private boolean isRetracted;
    private double expectedPpb;

    /**
     * Begins with two of a make.
     *
     * @param start makes a discipline in its first state; called twice
     */
    public RetractableDiscipline(Supplier<Discipline> start) {
        this.steering = start.get();
        this.elder = start.get();
    }

    /** As of the discipline; said before the second in which it is so. */
    public void expectFrequencyChange(double deltaPpb) {
        expectedPpb += deltaPpb;
        estimate = Optional.empty();
        steering.expectFrequencyChange(deltaPpb);
    }

    /** A nominal second with a pulse: as of the discipline. */
    public PulseDecision onPulse(double phaseSeconds, double steeredSeconds) {
        remember(true, phaseSeconds, steeredSeconds);
        estimate = Optional.empty();
        return steering.onPulse(phaseSeconds, steeredSeconds);
    }

    /** A nominal second without a pulse: as of the discipline. */
    public Steering onMissingPulse(double steeredSeconds) {
        remember(false, 0, steeredSeconds);
        estimate = Optional.empty();
        return steering.onMissingPulse(steeredSeconds);
    }

    /** What the clock should be doing: as of the discipline. */
    public Steering steering() {
        return steering.steering();
    }

    /** Learns what takes long: as of the discipline. */
    public void learn() {
        estimate = Optional.empty();
        steering.learn();
    }

    /** What is believed of the clock now. */
    public Estimate estimate() {
        if (estimate.isEmpty()) {
            estimate = Optional.of(steering.estimate());
        }
        return estimate.get();
    }

    /** Nominal seconds the discipline that steers was told of. */
    public long seconds() {
        return steering.seconds();
    }

    /** The phase the oscillator would have by itself: as of the discipline. */
    public double freePhaseSeconds() {
        return steering.freePhaseSeconds();
    }

    /** The frequency error that belongs to it: as of the discipline. */
    public double freeFrequency() {
        return steering.freeFrequency();
    }

    /** Whether there is a minute to take back, of a clock that was known before it. */
    public boolean isRetractable() {
        return !isRetracted && told.size() == SECONDS && elder.estimate().isSettled();
    }

    /** Whether the minute had its pulses, so that the clock is where they kept it and has not strayed by itself. */
    public boolean isKeptByPulses() {
        return told.stream().filter(Told::isPulse).count() >= MOST_SECONDS;
    }

    /** Takes back the pulses of the last minute; the clock is where it was steered to, and known to be. */
    public void retract() {
        if (!isRetractable()) {
            throw new IllegalStateException("nothing to take back");
        }
        for (var second : told) {
            elder.expectFrequencyChange(second.expectedPpb);
            elder.onMissingPulse(second.steeredSeconds);
        }
        told.clear();
        steering = elder;
        estimate = Optional.empty();
        isRetracted = true;
    }

    private void remember(boolean isPulse, double phaseSeconds, double steeredSeconds) {
        if (isRetracted) {
            return;
        }
        told.addLast(new Told(isPulse, phaseSeconds, steeredSeconds, expectedPpb));
        expectedPpb = 0;
        if (told.size() > SECONDS) {
            tellElder(told.removeFirst());
        }
    }

    private void tellElder(Told second) {
        elder.expectFrequencyChange(second.expectedPpb);
        if (second.isPulse) {
            elder.onPulse(second.phaseSeconds, second.steeredSeconds);
        } else {
            elder.onMissingPulse(second.steeredSeconds);
        }
    }
}
