package org.timeball.refclock.discipline.filter;

import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;

/**
 * The pulses that come back after a gap and are not where they are expected: they wait for each other, and are then believed
 * however far off they are.
 *
 * <p>Under way from the first pulse after a gap until one is where it was expected, or enough agree. Not thread-safe.
 */
final class Homecoming {

    private static final int AGREEING = 3;

    /** A line that puts the clock farther from where it is believed to be says that it is not there. */
    private static final double EXCLUDED_DEVIATIONS = 4;

    /** What is to be done about a pulse. */
    sealed interface Finding {

        /** The filters are where the clock is, as far as can be told. */
        record Arrived() implements Finding {}

        /** It is too early to say. */
        record Waiting(NotUsed verdict, double doubtSeconds) implements Finding {}

        /** The clock is elsewhere: all has to begin anew, with these. */
        record Elsewhere(PhaseTrack track) implements Finding {}
    }

    private final NoiseMemory noise;
    private final PhaseTrack returning = new PhaseTrack();
    private boolean isUnderWay;

    /** @param noise of the line; told of each pulse that comes back */
    Homecoming(NoiseMemory noise) {
        this.noise = noise;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    /** The first pulse after a gap is here. */
    void begin() {
        returning.clear();
        isUnderWay = true;
    }

    /** A pulse was where it was expected, or all is known anew. */
    void end() {
        returning.clear();
        isUnderWay = false;
    }

    /**
     * Takes a pulse that is not where it is expected.
     *
     * @param gapSeconds since the last pulse that was used
     */
    Finding judge(FilterBank bank, PhaseSample pulse, long gapSeconds) {
        double innovation = pulse.phaseSeconds() - bank.phase();
        noise.pulse(pulse.freePhaseSeconds(), true);
        returning.add(pulse.second(), pulse.freePhaseSeconds());
        if (returning.size() >= AGREEING) {
            double believed = bank.phase() - pulse.movedSeconds();
            double[] above = returning.lastAbove(AGREEING, pulse.second(), believed, bank.frequency());
            if (width(above) <= Math.max(StartUp.GATE_DEVIATIONS * noise.jitterSeconds(), StartUp.GATE_SECONDS)) {
                bank.rejoin(bank.phase() + Spread.median(above), noise.pulseVariance() / AGREEING, noise.shape());
                return new Finding.Arrived();
            }
        }
        if (returning.size() == PhaseTrack.LENGTH) {
            return judgeLine(bank, pulse);
        }
        String sentence = "first pulse after a gap of " + gapSeconds + " s, " + Figure.lateness(innovation)
                + "; waiting for " + AGREEING + " that agree";
        double doubt = returning.size() > 1 ? Math.abs(innovation) : 0;
        return new Finding.Waiting(new NotUsed(Reason.UNCONFIRMED, sentence), doubt);
    }

    /**
     * So many that do not agree are no chance: the line scatters more than it did, or the clock is elsewhere. A clock
     * that was held is known better than by a line through pulses that scatter, unless that line excludes it.
     */
    private Finding judgeLine(FilterBank bank, PhaseSample pulse) {
        var line = returning.line(pulse.second(), bank.frequency());
        double deviation = line.deviationSeconds();
        if (deviation > StartUp.GATE_DEVIATIONS * noise.deviationSeconds()) {
            noise.startOver(deviation * deviation);
        }
        double apart = line.phaseSeconds() + pulse.movedSeconds() - bank.phase();
        double unsure = Math.sqrt(bank.phaseVariance() + line.phaseShare() * deviation * deviation);
        return Math.abs(apart) > EXCLUDED_DEVIATIONS * unsure
                ? new Finding.Elsewhere(returning)
                : new Finding.Arrived();
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
}
