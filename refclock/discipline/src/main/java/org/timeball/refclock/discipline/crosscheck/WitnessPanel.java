package org.timeball.refclock.discipline.crosscheck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The other sources of time, each by its last word, and what most of them say.
 *
 * <p>Only authenticated ones that do not follow us have a vote. One alone is no majority against a receiver: it takes
 * two, and more than half. Not thread-safe.
 */
final class WitnessPanel {

    /** NTP clients ask again after at most 2¹⁰ s unless told otherwise; a word older than this is forgotten. */
    private static final double FRESH_SECONDS = 1_200;

    /** By how much two clocks that are both disciplined stray while nobody asks. */
    private static final double AGEING = 1e-6;

    /** A word with a wider bound does not tell one second from the next (root distance 0.4 s at most). */
    private static final double TELLS_SECONDS = 0.4;

    /** More sources than anybody configures: what exceeds it replaces the oldest. */
    private static final int MOST = 64;

    private record Heard(OtherSource witness, double atSeconds) {
        double boundSeconds(double nowSeconds) {
            return witness.boundSeconds() + Math.max(0, nowSeconds - atSeconds) * AGEING;
        }
    }

    /**
     * How the vote went.
     *
     * @param voters           with a fresh word
     * @param against          whose word and our bound exclude each other
     * @param name             of one that is against; empty if none is
     * @param distanceSeconds  median of how far those against say we are off, 0 if none
     */
    record Vote(int voters, int against, String name, double distanceSeconds) {

        /** Nobody voted: several times a second, on a box without other sources. */
        static final Vote NONE = new Vote(0, 0, "", 0);

        boolean isMajorityAgainst() {
            return against >= 2 && 2 * against > voters;
        }

        boolean isMajorityFor() {
            return 2 * (voters - against) > voters;
        }
    }

    private final Map<String, Heard> heard = new LinkedHashMap<>();

    void hear(OtherSource witness, double nowSeconds) {
        heard.remove(witness.name());
        if (!witness.isAdmitted()) {
            return;
        }
        if (heard.size() == MOST) {
            heard.remove(heard.keySet().iterator().next());
        }
        heard.put(witness.name(), new Heard(witness, nowSeconds));
    }

    void onStep(long deltaNanos) {
        heard.replaceAll((_, word) -> new Heard(word.witness.moved(deltaNanos), word.atSeconds + deltaNanos * 1e-9));
    }

    void onLeap(int seconds) {
        heard.replaceAll((_, word) -> new Heard(word.witness, word.atSeconds + seconds));
    }

    /** @param ourBoundSeconds how far off the clock may be by its own word */
    Vote vote(double nowSeconds, double ourBoundSeconds) {
        return vote(nowSeconds, ourBoundSeconds, 0);
    }

    /** @param aheadSeconds how far ahead the clock is by what is voted on */
    Vote voteOnClaim(double aheadSeconds, double nowSeconds) {
        return vote(nowSeconds, 0, aheadSeconds);
    }

    private Vote vote(double nowSeconds, double ourBoundSeconds, double aheadSeconds) {
        forgetOld(nowSeconds);
        if (heard.isEmpty()) {
            return Vote.NONE;
        }
        var against = heard.values().stream()
                .filter(word -> Math.abs(word.witness.offsetSeconds() + aheadSeconds)
                        > word.boundSeconds(nowSeconds) + ourBoundSeconds)
                .toList();
        double distance = median(against.stream()
                .map(word -> Math.abs(word.witness.offsetSeconds() + aheadSeconds))
                .toList());
        return new Vote(
                heard.size(),
                against.size(),
                against.isEmpty() ? "" : against.getFirst().witness.name(),
                distance);
    }

    /**
     * Whether two and most of them put the clock where pulses do that it does not follow, and not where it is.
     *
     * @param lateSeconds    by how much those pulses are late by the clock
     * @param ourBoundSeconds how far off the clock may be by its own word
     */
    boolean isMajorityForPulses(double lateSeconds, double nowSeconds, double ourBoundSeconds) {
        forgetOld(nowSeconds);
        long agreeing = heard.values().stream()
                .filter(word -> {
                    double bound = word.boundSeconds(nowSeconds) + ourBoundSeconds;
                    double offset = word.witness.offsetSeconds();
                    return Math.abs(offset) > bound && Math.abs(offset + lateSeconds) <= bound;
                })
                .count();
        return agreeing >= 2 && 2 * agreeing > heard.size();
    }

    /** The clock goes elsewhere: what was said of it is of no use any more. */
    void forgetAll() {
        heard.clear();
    }

    /** What most of them say of the second; empty when nobody, or no majority, tells seconds apart. */
    Optional<Consensus> consensus(double nowSeconds) {
        forgetOld(nowSeconds);
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        var telling = heard.values().stream()
                .filter(word -> word.boundSeconds(nowSeconds) < TELLS_SECONDS)
                .map(word -> word.witness.offsetSeconds())
                .toList();
        double middle = median(telling);
        int near = (int) telling.stream()
                .filter(offset -> Math.abs(offset - middle) < TELLS_SECONDS)
                .count();
        return 2 * near > telling.size() ? Optional.of(new Consensus(middle, near)) : Optional.empty();
    }

    private void forgetOld(double nowSeconds) {
        if (!heard.isEmpty()) {
            heard.values().removeIf(word -> nowSeconds - word.atSeconds > FRESH_SECONDS);
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
