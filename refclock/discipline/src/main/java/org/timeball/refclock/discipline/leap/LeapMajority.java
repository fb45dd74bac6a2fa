package org.timeball.refclock.discipline.leap;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rule by which votes become a leap second that is announced and taken.
 *
 * <p>One that two sources announce is believed; so is one that the unexpired file announces and nobody contradicts. A
 * leap second that somebody else announces alone is not, and whenever sources contradict each other there is an
 * objection, which is an alarm. Satellites and servers may learn of a leap second months after the file: that they say
 * nothing of one which is more than a week away is no contradiction.
 */
final class LeapMajority {

    private static final long DENIAL_COUNTS_SECONDS = 7 * LeapSecond.DAY_SECONDS;
    private static final int ENOUGH = 2;

    /**
     * @param agreed    what is believed
     * @param objection why that may be wrong, or why nothing is believed; empty when all is well
     */
    record Decision(Optional<LeapSecond> agreed, String objection) {}

    private record Candidate(LeapSecond leapSecond, List<LeapSource> supporters, List<LeapSource> deniers) {

        boolean isAgreed() {
            return supporters.size() >= ENOUGH || isOfFile() && deniers.isEmpty();
        }

        boolean isOfFile() {
            return supporters.contains(LeapSource.FILE);
        }

        String objection() {
            if (!deniers.isEmpty()) {
                return names(supporters) + " announced " + leapSecond.words() + ", contradicted by " + names(deniers);
            }
            return isAgreed() ? "" : "only " + names(supporters) + " announced " + leapSecond.words();
        }

        private static String names(List<LeapSource> sources) {
            return sources.stream().map(LeapSource::words).collect(Collectors.joining(" and "));
        }
    }

    private static final Decision NOTHING_ANNOUNCED = new Decision(Optional.empty(), "");

    private LeapMajority() {}

    /** @param votes at most one of each source, at {@code utcSecond} */
    static Decision decide(List<LeapVote> votes, long utcSecond) {
        return votes.stream().anyMatch(LeapVote.Announced.class::isInstance)
                ? decideAmongAnnounced(votes, utcSecond)
                : NOTHING_ANNOUNCED;
    }

    private static Decision decideAmongAnnounced(List<LeapVote> votes, long utcSecond) {
        var candidates = votes.stream()
                .filter(LeapVote.Announced.class::isInstance)
                .map(vote -> ((LeapVote.Announced) vote).leapSecond())
                .distinct()
                .filter(leap -> leap.eventUtcSecond() > utcSecond && leap.endsJuneOrDecember())
                .map(leap -> candidate(leap, votes, utcSecond))
                .sorted(Comparator.comparing((Candidate candidate) -> -candidate.supporters.size())
                        .thenComparing(candidate -> !candidate.isOfFile())
                        .thenComparing(candidate -> candidate.leapSecond.eventUtcSecond()))
                .toList();
        return new Decision(
                candidates.stream()
                        .filter(Candidate::isAgreed)
                        .map(Candidate::leapSecond)
                        .findFirst(),
                candidates.stream()
                        .map(Candidate::objection)
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static Candidate candidate(LeapSecond leap, List<LeapVote> votes, long utcSecond) {
        boolean isNear = leap.eventUtcSecond() - utcSecond <= DENIAL_COUNTS_SECONDS;
        return new Candidate(
                leap,
                sources(votes, vote -> vote instanceof LeapVote.Announced(var _, var other) && other.equals(leap)),
                sources(votes, vote -> isDenial(vote, leap, isNear)));
    }

    private static boolean isDenial(LeapVote vote, LeapSecond leap, boolean isNear) {
        return switch (vote) {
            case LeapVote.Announced(var _, var other) -> !other.equals(leap);
            case LeapVote.Denied(var source) -> isNear || source == LeapSource.FILE;
            case LeapVote.Abstained _ -> false;
        };
    }

    private static List<LeapSource> sources(List<LeapVote> votes, java.util.function.Predicate<LeapVote> which) {
        return votes.stream().filter(which).map(LeapVote::source).sorted().toList();
    }
}
