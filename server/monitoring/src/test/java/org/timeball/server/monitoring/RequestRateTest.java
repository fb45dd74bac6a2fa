package org.timeball.server.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RequestRateTest {

    private static final long SECOND = 1_000_000_000L;

    /**
     * @param samples seconds and totals in turn
     */
    record Series(String name, List<Integer> samples, double perSecond) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Series> SERIES = List.of(
            new Series("nothing yet", List.of(), 0),
            new Series("one sample says nothing", List.of(0, 1_000), 0),
            new Series("two samples", List.of(0, 1_000, 2, 1_010), 5),
            new Series("a counter that stands", List.of(0, 7, 1, 7, 2, 7), 0),
            new Series("what is older than ten seconds is forgotten", List.of(0, 0, 1, 900, 11, 1_000), 10),
            new Series("the window's first sample counts", List.of(0, 0, 10, 1_000), 100),
            new Series("a gap longer than the window is bridged", List.of(0, 0, 60, 600), 10),
            new Series("a counter that began anew", List.of(0, 500, 1, 600, 2, 3, 4, 9), 3),
            new Series("just begun anew", List.of(0, 500, 1, 600, 2, 3), 0),
            new Series("a clock that stands", List.of(0, 0, 1, 10, 1, 99), 10),
            new Series("a clock that goes back", List.of(5, 0, 6, 10, 2, 99), 10));

    @ParameterizedTest
    @FieldSource("SERIES")
    void saysHowFastTheCounterGrew(Series row) {
        for (long origin : new long[] {0, -3 * SECOND, Long.MAX_VALUE - SECOND / 2}) {
            var rate = new RequestRate();
            for (int i = 0; i < row.samples.size(); i += 2) {
                rate.sample(origin + row.samples.get(i) * SECOND, row.samples.get(i + 1));
            }
            assertEquals(row.perSecond, rate.perSecond(), 1e-9, () -> "from " + origin);
        }
    }

    @Test
    void isNeverNegative() {
        var random = new Random(7);
        var rate = new RequestRate();
        for (int i = 0; i < 100_000; i++) {
            rate.sample(random.nextLong(100 * SECOND), random.nextLong(1_000));
            assertTrue(rate.perSecond() >= 0);
        }
    }
}
