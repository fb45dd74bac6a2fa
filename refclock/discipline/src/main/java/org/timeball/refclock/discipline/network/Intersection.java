package org.timeball.refclock.discipline.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where most intervals meet: Marzullo's algorithm as RFC 5905 has it.
 *
 * <p>{@link #agreed} takes the least number of sources to be wrong, and decides who is. A liar that lies by little may cut
 * the truth off that way. {@link #truth} is for the bound and takes nobody to be right: it reaches over every point that
 * more than half of all intervals hold. If more than half of the sources are as good as their word, the truth is such a
 * point.
 *
 * <p>RFC 5905 also wants the middles of all but the wrong ones within the intersection. Where the ways there and back are
 * unequal, the middles of right ones are not, and two of them would be no majority.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-11.2.1">RFC 5905 §11.2.1</a>
 */
final class Intersection {

    private static final int LOWER = -1;
    private static final int UPPER = 1;

    private record Edge(double at, int type) {}

    private final int count;
    private final List<Edge> edges = new ArrayList<>();

    /** @param intervals one for each source, none of them left out for what it says */
    Intersection(List<Interval> intervals) {
        this.count = intervals.size();
        for (var interval : intervals) {
            edges.add(new Edge(interval.low(), LOWER));
            edges.add(new Edge(interval.high(), UPPER));
        }
        // where one interval ends and another begins, they meet
        edges.sort(Comparator.comparingDouble(Edge::at).thenComparingInt(Edge::type));
    }

    /** What the least number of false ones leaves; empty when they would have to be half or more. */
    Optional<Interval> agreed() {
        for (int falseOnes = 0; 2 * falseOnes < count; falseOnes++) {
            var found = heldBy(count - falseOnes);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** From the first to the last point that more than half of them hold; empty when there is none. */
    Optional<Interval> truth() {
        return heldBy(count / 2 + 1);
    }

    /** How many hold one point at most. */
    int most() {
        int most = 0;
        int holding = 0;
        for (var edge : edges) {
            holding -= edge.type;
            most = Math.max(most, holding);
        }
        return most;
    }

    private Optional<Interval> heldBy(int wanted) {
        int holding = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (var edge : edges) {
            if (edge.type == UPPER && holding >= wanted) {
                high = edge.at;
            }
            holding -= edge.type;
            if (edge.type == LOWER && holding >= wanted) {
                low = Math.min(low, edge.at);
            }
        }
        return low <= high ? Optional.of(new Interval(low, high)) : Optional.empty();
    }
}
