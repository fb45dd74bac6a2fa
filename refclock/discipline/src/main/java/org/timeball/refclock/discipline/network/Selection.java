package org.timeball.refclock.discipline.network;

import java.util.List;
import java.util.Optional;
import org.timeball.refclock.time.Leap;

/**
 * What most sources say, and what was found of each of them.
 *
 * @param readingNanos when, on the panel's time line
 * @param verdicts     one for each source, in the order in which they were added
 * @param agreement    what is to be followed; empty when nobody can be
 */
public record Selection(long readingNanos, List<SourceVerdict> verdicts, Optional<Agreement> agreement) {

    /** Copies the list. */
    public Selection {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The result.
     *
     * @param selected      the source that goes out as reference: its stratum, identifier and root delay
     * @param figures       of that source
     * @param offsetSeconds weighted mean of those that are used: positive when our clock is behind
     * @param jitterSeconds how far that mean scatters
     * @param truth         holds the truth if most of the sources that were looked at are as good as their word
     * @param leap          what most of the agreeing announce
     * @param agreeing      how many agree
     * @param used          how many are part of the mean
     */
    public record Agreement(
            String selected,
            SourceFigures figures,
            double offsetSeconds,
            double jitterSeconds,
            Interval truth,
            Leap leap,
            int agreeing,
            int used) {}

    /** Whether sources that are fit contradict each other so that no majority agrees. */
    public boolean isWithoutMajority() {
        return verdicts.stream().anyMatch(verdict -> verdict.finding() instanceof Finding.NoMajority);
    }

    /** Why there is no agreement, in a sentence; empty when there is one. */
    public String trouble() {
        if (agreement.isPresent()) {
            return "";
        }
        if (verdicts.isEmpty()) {
            return "there are no sources";
        }
        if (isWithoutMajority()) {
            return "no majority of the sources agrees";
        }
        if (verdicts.stream().allMatch(verdict -> verdict.finding() instanceof Finding.Unreachable)) {
            return "no source is reachable";
        }
        return verdicts.stream().anyMatch(verdict -> verdict.finding() instanceof Finding.TooFew)
                ? "fewer sources agree than minimum-agreeing-sources asks for"
                : "no source can be used";
    }

    /** What each source that is right announces, for {@code LeapVote.ofPeers}. */
    public List<Leap> leapIndicators() {
        return verdicts.stream()
                .filter(verdict -> isRight(verdict.state()))
                .flatMap(verdict -> verdict.figures().stream())
                .map(figures -> figures.last().leap())
                .toList();
    }

    static boolean isRight(SourceState state) {
        return switch (state) {
            case SELECTED, COMBINED, NOT_COMBINED -> true;
            case FALSE_TICKER, TOO_VARIABLE, UNUSABLE -> false;
        };
    }
}
