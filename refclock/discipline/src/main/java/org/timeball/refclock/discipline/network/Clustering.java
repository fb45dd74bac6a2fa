package org.timeball.refclock.discipline.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out of those that are right the ones that would make the mean worse: again and again the one that is farthest
 * from the others, as long as it is farther than the steadiest of them scatters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-11.2.2">RFC 5905 §11.2.2</a>
 */
final class Clustering {

    /** RFC 5905's NMIN: so many are not thinned out. */
    private static final int FEWEST = 3;

    private final List<Candidate> survivors;
    private final Map<String, Finding> left = new LinkedHashMap<>();

    /** @param trueOnes those that are right, the best first */
    Clustering(List<Candidate> trueOnes) {
        this.survivors = new ArrayList<>(trueOnes);
        while (survivors.size() > FEWEST && leaveOne()) {
            continue;
        }
    }

    private boolean leaveOne() {
        var outermost = survivors.stream()
                .max(Comparator.comparingDouble(candidate -> candidate.apartSeconds(survivors)))
                .orElseThrow();
        double apart = outermost.apartSeconds(survivors);
        double jitter = survivors.stream()
                .mapToDouble(candidate -> candidate.figures().jitterSeconds())
                .min()
                .orElseThrow();
        if (apart <= jitter) {
            return false;
        }
        survivors.remove(outermost);
        left.put(outermost.name(), new Finding.Outlying(apart, jitter));
        return true;
    }

    /** Those that make up the mean, the best first. */
    List<Candidate> survivors() {
        return List.copyOf(survivors);
    }

    /** Those that do not, by name, and why. */
    Map<String, Finding> left() {
        return left;
    }
}
