package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Medians and ratios, round by round. */
class SeriesTest {

    private static Series of(double... values) {
        var series = new Series();
        for (int round = 0; round < values.length; round++) {
            if (!Double.isNaN(values[round])) {
                series.add(round, values[round]);
            }
        }
        return series;
    }

    @Test
    void theMedianIsTheMiddleOne() {
        assertEquals(OptionalDouble.of(3), of(9, 1, 3).median());
        assertEquals(OptionalDouble.of(2), of(9, 1, 3, 1).median());
        assertEquals(OptionalDouble.of(1), of(9, 1, 3).min());
        assertEquals(OptionalDouble.of(9), of(9, 1, 3).max());
    }

    @Test
    void nothingHasNoFigures() {
        assertTrue(of().isEmpty());
        assertEquals(OptionalDouble.empty(), of().median());
        assertEquals(OptionalDouble.empty(), of().min());
        assertEquals(OptionalDouble.empty(), of(1).ratioTo(of()));
        assertEquals(OptionalDouble.empty(), of(1).ratioTo(of(0)));
    }

    /** A machine that was slow in the second round was so for both. */
    @Test
    void aRatioComparesWhatWasMeasuredInTheSameRound() {
        assertEquals(OptionalDouble.of(0.5), of(50, 5, 40).ratioTo(of(100, 10, 80)));
        assertEquals(OptionalDouble.of(2), of(Double.NaN, 20, 7).ratioTo(of(1, 10, Double.NaN)));
    }
}
