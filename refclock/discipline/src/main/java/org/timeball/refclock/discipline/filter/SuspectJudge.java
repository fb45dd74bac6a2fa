package org.timeball.refclock.discipline.filter;

import org.timeball.refclock.discipline.PulseVerdict.NotUsed;

/**
 * Finds out what it means when pulses are not where filters expect them: chance, a late interrupt, or a world that has
 * changed.
 *
 * <p>One pulse far off is a wild one. Several in a row that lie on a line like the line's own are believed: they show a
 * step of the phase when they keep the slope that is known, else a change of frequency. Unless a witness says that the
 * clock has stayed, or they come as this line's bursts of latency do. Not thread-safe.
 */
final class SuspectJudge {

    /** A pulse less likely than this to be one of the line's own is not used. */
    static final double LEAST_WEIGHT = 0.05;

    /** Suspects have to lie on a line like the line's own pulses. */
    private static final double STRAIGHT_DEVIATIONS = 2.5;

    /** So many suspects on a line are a change, whatever kind. */
    private static final int ANY_CHANGE_FROM = 12;

    /** What a pulse was found to be. */
    sealed interface Finding {

        /** One of the line's own, as likely as its weight says: for the filters. */
        record Own(double weight) implements Finding {}

        /** A wild one, as far as can be told: for the filters, too, on which its influence is next to nothing. */
        record Wild(NotUsed verdict, double doubtSeconds) implements Finding {}

        /** Late for a reason that will pass: not for the filters. */
        record Delayed(NotUsed verdict, double doubtSeconds) implements Finding {}

        /**
         * The newest of several that show a step of the phase.
         *
         * @param seconds  from the phase that was believed
         * @param variance of it, s²
         */
        record Stepped(double seconds, double variance) implements Finding {}

        /** The newest of several that show another world: all has to begin anew, with these. */
        record Changed(PhaseTrack track) implements Finding {}
    }

    private final NoiseMemory noise;
    private final SuspectRun suspects = new SuspectRun();
    private final LatencyBursts bursts = new LatencyBursts();

    /** @param noise of the line; told of each pulse that is judged */
    SuspectJudge(NoiseMemory noise) {
        this.noise = noise;
    }

    /** Those of before and those that come are not in a row. */
    void clear() {
        suspects.clear();
        bursts.clear();
    }

    /**
     * Judges a pulse.
     *
     * @param weight  how likely it is one of the line's own, before it was looked at
     * @param witness somebody else who may say whether it is the clock that has moved
     */
    Finding judge(FilterBank bank, PhaseSample pulse, double weight, Witness witness) {
        double innovation = pulse.phaseSeconds() - bank.phase();
        boolean isSuspect = Math.abs(innovation) > SuspectRun.NEAR_DEVIATIONS * noise.deviationSeconds();
        boolean isOutlier = isSuspect && weight < LEAST_WEIGHT;
        noise.pulse(pulse.freePhaseSeconds(), isOutlier);
        double expected = bank.phase() - pulse.movedSeconds();
        bursts.pulse(
                new LatencyBursts.Sighting(
                        pulse.second(), pulse.freePhaseSeconds(), expected, bank.frequency(), noise.deviationSeconds()),
                isSuspect);
        if (!isSuspect) {
            suspects.clear();
            return new Finding.Own(weight);
        }
        suspects.add(pulse.second(), pulse.freePhaseSeconds(), innovation > 0, noise.isRare(innovation));
        return judgeSuspect(bank, pulse, isOutlier, witness.word(bank.phase(), pulse.phaseSeconds()));
    }

    private Finding judgeSuspect(FilterBank bank, PhaseSample pulse, boolean isOutlier, Witness.Word word) {
        double innovation = pulse.phaseSeconds() - bank.phase();
        int convincing = isBelieved(word) ? suspects.convincing(noise.suspectShare(innovation > 0)) : 0;
        if (convincing > 0) {
            var track = suspects.newest(convincing);
            var line = track.line(pulse.second(), bank.frequency());
            boolean isStraight = line.deviationSeconds() <= STRAIGHT_DEVIATIONS * noise.deviationSeconds();
            boolean isStep = isPhaseStep(bank, track, line);
            if (isStraight && (isStep || isOtherChange(bank, pulse, line))) {
                return believed(bank, pulse, track, isStep);
            }
        }
        boolean isVouchedFor = word == Witness.Word.STAYED;
        double doubt = suspects.length() > 1 && !isVouchedFor ? Math.abs(innovation) : 0;
        if (isVouchedFor || word == Witness.Word.NONE && bursts.isInOne()) {
            String why = isVouchedFor ? "; a witness says that the clock has not moved" : "; a burst of latency";
            return new Finding.Delayed(NotUsed.outlier(innovation, noise.jitterSeconds(), why), doubt);
        }
        suspects.heard();
        return isOutlier
                ? new Finding.Wild(NotUsed.outlier(innovation, noise.jitterSeconds(), ""), doubt)
                : new Finding.Own(bank.belief(pulse.phaseSeconds(), noise.pulseVariance(), noise.shape()));
    }

    private boolean isBelieved(Witness.Word word) {
        return switch (word) {
            case STAYED -> false;
            case MOVED -> true;
            case NONE -> !bursts.mayBeOne();
        };
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
    private boolean isOtherChange(FilterBank bank, PhaseSample pulse, PhaseTrack.Line line) {
        double change = line.slope() - bank.frequency();
        double now = line.phaseSeconds() + pulse.movedSeconds() - bank.phase();
        double first = now - change * (suspects.length() - 1);
        double nearest = (SuspectRun.NEAR_DEVIATIONS + 2) * noise.deviationSeconds() + 1.5 * Math.abs(change);
        return first * change > 0 && Math.abs(first) <= nearest || suspects.length() >= ANY_CHANGE_FROM;
    }

    /** The world has changed: a step of the phase if the suspects' slope is the one that is known, else all anew. */
    private Finding believed(FilterBank bank, PhaseSample pulse, PhaseTrack track, boolean isStep) {
        noise.forgetNewest(suspects.heardInARow());
        bursts.followed(pulse.second() - suspects.length() + 1, suspects.isLate());
        if (!isStep) {
            return new Finding.Changed(track);
        }
        int m = track.size();
        double deviation = noise.deviationSeconds();
        double[] above = track.lastAbove(m, pulse.second(), bank.phase() - pulse.movedSeconds(), bank.frequency());
        return new Finding.Stepped(Spread.median(above), deviation * deviation / m);
    }
}
