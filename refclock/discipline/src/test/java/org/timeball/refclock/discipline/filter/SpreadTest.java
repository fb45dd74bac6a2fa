package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Median and scatter of a handful of numbers. */
class SpreadTest {

    @ParameterizedTest
    @CsvSource({
        "'5', 5, 0",
        "'1 3', 2, 1",
        "'4 1 2', 2, 1",
        "'9 1 2 3', 2.5, 1",
        "'1 1 1 1 1000000', 1, 0",
        "'0 1 2 3 4 5 6', 3, 2"
    })
    void isTheMedianAndTheMedianDistanceFromIt(String numbers, double median, double distance) {
        double[] values = Arrays.stream(numbers.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] before = values.clone();
        assertEquals(new Spread(median, Spread.DEVIATION_PER_MEDIAN * distance), Spread.of(values));
        assertArrayEquals(before, values);
    }

    @Test
    void isTheSameOfNumbersInOrder() {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            double[] values = random.doubles(1 + random.nextInt(30), -2, 3)
                    .map(Math::rint)
                    .toArray();
            Arrays.setAll(values, i -> values[i] + (random.nextBoolean() ? random.nextGaussian() : 0));
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            assertEquals(Spread.of(values), Spread.ofSorted(sorted), () -> Arrays.toString(sorted));
        }
    }
}
