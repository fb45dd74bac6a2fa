package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at a place is what sorting would put there. */
class OrderStatisticTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 40})
    void isWhatSortingPutsThere(int count) {
        var random = new Random(count);
        for (int round = 0; round < 50; round++) {
            double[] values = IntStream.range(0, count + 2)
                    .mapToDouble(_ -> drawn(random))
                    .toArray();
            double[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            for (int place = 0; place < count; place++) {
                double[] disordered = values.clone();
                assertEquals(sorted[place], OrderStatistic.select(disordered, count, place));
                for (int i = 0; i < count; i++) {
                    boolean isOnItsSide = i < place ? disordered[i] <= sorted[place] : disordered[i] >= sorted[place];
                    assertTrue(isOnItsSide, () -> Arrays.toString(disordered));
                }
                assertEquals(values[count], disordered[count], "one that was not asked about");
                double[] again = Arrays.copyOf(disordered, count);
                Arrays.sort(again);
                assertEquals(Arrays.toString(sorted), Arrays.toString(again), "another set of numbers");
            }
        }
    }

    /** Many alike, and some that are no finite number. */
    private static double drawn(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3) + 1;
            case 1 -> Double.POSITIVE_INFINITY;
            default -> random.nextGaussian();
        };
    }

    /** Rows in order, and all alike, are what a careless pivot makes slow; a slow one would not come back. */
    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "alike"})
    void isFoundInARowThatHasAnOrder(String order) {
        int count = 1_000_000;
        double[] values = IntStream.range(0, count)
                .mapToDouble(i -> order.equals("up") ? i : order.equals("down") ? count - 1 - i : 0)
                .toArray();
        assertEquals(order.equals("alike") ? 0 : count / 2, OrderStatistic.select(values, count, count / 2));
    }
}
