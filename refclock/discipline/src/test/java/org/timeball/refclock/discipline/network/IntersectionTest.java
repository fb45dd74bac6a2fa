package org.timeball.refclock.discipline.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class IntersectionTest {

    record Row(String name, List<Interval> intervals, Optional<Interval> agreed, Optional<Interval> truth, int most) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Interval from(double low, double high) {
        return new Interval(low, high);
    }

    static final List<Row> ROWS = List.of(
            new Row("one", List.of(from(1, 3)), Optional.of(from(1, 3)), Optional.of(from(1, 3)), 1),
            new Row(
                    "two that meet, though neither's middle is in the other",
                    List.of(from(0, 10), from(9, 19)),
                    Optional.of(from(9, 10)),
                    Optional.of(from(9, 10)),
                    2),
            new Row(
                    "two that touch",
                    List.of(from(0, 1), from(1, 2)),
                    Optional.of(from(1, 1)),
                    Optional.of(from(1, 1)),
                    2),
            new Row("two that do not", List.of(from(0, 1), from(2, 3)), Optional.empty(), Optional.empty(), 1),
            new Row(
                    "RFC 5905, figure 18: three of four",
                    List.of(from(2, 10), from(4, 12), from(5, 8), from(20, 22)),
                    Optional.of(from(5, 8)),
                    Optional.of(from(5, 8)),
                    3),
            new Row(
                    "two against one",
                    List.of(from(0, 4), from(2, 6), from(10, 11)),
                    Optional.of(from(2, 4)),
                    Optional.of(from(2, 4)),
                    2),
            new Row(
                    "two against two",
                    List.of(from(0, 4), from(2, 6), from(10, 12), from(11, 14)),
                    Optional.empty(),
                    Optional.empty(),
                    2),
            new Row(
                    "a liar that lies by little cuts the agreement, not the truth",
                    List.of(from(0, 10), from(1, 11), from(9, 20)),
                    Optional.of(from(9, 10)),
                    Optional.of(from(1, 11)),
                    3),
            new Row(
                    "two groups beside one that holds both",
                    List.of(from(0, 1), from(5, 6), from(-1, 7)),
                    Optional.of(from(0, 6)),
                    Optional.of(from(0, 6)),
                    2));

    @ParameterizedTest
    @FieldSource("ROWS")
    void findsWhereMostMeet(Row row) {
        var intersection = new Intersection(row.intervals);

        assertEquals(row.agreed, intersection.agreed());
        assertEquals(row.truth, intersection.truth());
        assertEquals(row.most, intersection.most());
    }

    /** Whatever fewer than half of them say. */
    @Test
    void truthIsWithinWhereMostAreHonest() {
        var random = new Random(5905);
        for (int i = 0; i < 50_000; i++) {
            int count = 1 + random.nextInt(9);
            int liars = random.nextInt((count - 1) / 2 + 1);
            double truth = random.nextGaussian();
            var intervals = new ArrayList<Interval>();
            for (int k = 0; k < count; k++) {
                double distance = Math.pow(10, random.nextDouble(-3, 1));
                double middle = k < liars ? 3 * random.nextGaussian() : truth + distance * random.nextDouble(-1, 1);
                intervals.add(Interval.around(middle, distance * (1 + 1e-12)));
            }

            var found = new Intersection(intervals).truth();

            assertTrue(
                    found.isPresent()
                            && found.get().low() <= truth
                            && truth <= found.get().high(),
                    () -> truth + " is not in " + found + " of " + intervals);
        }
    }
}
