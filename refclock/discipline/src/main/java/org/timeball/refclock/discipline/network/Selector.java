package org.timeball.refclock.discipline.network;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.timeball.refclock.time.Leap;

/**
 * From candidates to what is followed: intersection, clustering, combination.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-11.2">RFC 5905 §11.2</a>
 */
final class Selector {

    /**
     * What came of it.
     *
     * @param findings  one for each candidate, by name
     * @param agreement what is to be followed
     */
    record Outcome(Map<String, Finding> findings, Optional<Selection.Agreement> agreement) {}

    private final List<Candidate> candidates;
    private final SelectionSettings settings;
    private final Map<String, Finding> findings = new HashMap<>();

    private Selector(List<Candidate> candidates, SelectionSettings settings) {
        this.candidates = candidates;
        this.settings = settings;
    }

    /**
     * Judges the candidates.
     *
     * @param followed whom the last selection selected; stays so when nothing speaks for another
     */
    static Outcome select(List<Candidate> candidates, SelectionSettings settings, String followed) {
        var selector = new Selector(candidates, settings);
        var agreement = selector.agreement(followed);
        return new Outcome(selector.findings, agreement);
    }

    private Optional<Selection.Agreement> agreement(String followed) {
        var intersection =
                new Intersection(candidates.stream().map(Candidate::interval).toList());
        var agreed = intersection.agreed();
        var truth = intersection.truth();
        if (agreed.isEmpty() || truth.isEmpty()) {
            candidates.forEach(candidate -> findings.put(
                    candidate.name(),
                    new Finding.NoMajority(candidate.interval(), intersection.most(), candidates.size())));
            return Optional.empty();
        }
        var trueOnes = trueOnes(agreed.get());
        if (trueOnes.size() < settings.minimumAgreeing()) {
            trueOnes.forEach(candidate ->
                    findings.put(candidate.name(), new Finding.TooFew(trueOnes.size(), settings.minimumAgreeing())));
            return Optional.empty();
        }
        return Optional.of(combined(trueOnes, truth.get(), followed));
    }

    private List<Candidate> trueOnes(Interval agreed) {
        var trueOnes = candidates.stream()
                .filter(candidate -> candidate.interval().meets(agreed))
                .sorted(Comparator.comparingDouble(candidate -> candidate.metric(settings.maxDistanceSeconds())))
                .toList();
        for (var candidate : candidates) {
            if (!trueOnes.contains(candidate)) {
                int others = (int) trueOnes.stream()
                        .filter(other -> !other.interval().meets(candidate.interval()))
                        .count();
                findings.put(candidate.name(), new Finding.Excluded(candidate.interval(), others, agreed));
            }
        }
        return trueOnes;
    }

    private Selection.Agreement combined(List<Candidate> trueOnes, Interval truth, String followed) {
        var clustering = new Clustering(trueOnes);
        findings.putAll(clustering.left());
        var survivors = clustering.survivors();
        var best = stillFollowed(survivors, followed);
        double weights = survivors.stream().mapToDouble(Selector::weight).sum();
        double mean = survivors.stream()
                        .mapToDouble(survivor -> weight(survivor) * survivor.offsetSeconds())
                        .sum()
                / weights;
        survivors.forEach(survivor -> findings.put(survivor.name(), new Finding.Combined(weight(survivor) / weights)));
        findings.put(best.name(), new Finding.Selected(trueOnes.size(), candidates.size()));
        return new Selection.Agreement(
                best.name(),
                best.figures(),
                truth.nearest(mean),
                jitterSeconds(survivors, best, weights),
                truth,
                leap(trueOnes),
                trueOnes.size(),
                survivors.size());
    }

    /** Nobody hops between servers of one stratum for nothing. */
    private static Candidate stillFollowed(List<Candidate> survivors, String followed) {
        var best = survivors.getFirst();
        return survivors.stream()
                .filter(survivor -> survivor.name().equals(followed)
                        && survivor.figures().last().stratum()
                                <= best.figures().last().stratum())
                .findFirst()
                .orElse(best);
    }

    private static double weight(Candidate candidate) {
        return 1 / candidate.figures().distanceSeconds();
    }

    private static double jitterSeconds(List<Candidate> survivors, Candidate best, double weights) {
        double squares = 0;
        for (var survivor : survivors) {
            double apart = survivor.offsetSeconds() - best.offsetSeconds();
            squares += weight(survivor) / weights * apart * apart;
        }
        double own = best.figures().noiseSeconds();
        return Math.sqrt(squares + own * own);
    }

    private static Leap leap(List<Candidate> trueOnes) {
        for (var leap : List.of(Leap.INSERT, Leap.DELETE)) {
            long count = trueOnes.stream()
                    .filter(candidate -> candidate.figures().last().leap() == leap)
                    .count();
            if (2 * count > trueOnes.size()) {
                return leap;
            }
        }
        return Leap.NONE;
    }
}
