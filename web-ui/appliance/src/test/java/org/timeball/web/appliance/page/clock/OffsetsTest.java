package org.timeball.web.appliance.page.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.timeball.web.appliance.page.chart.Chart;

class OffsetsTest {

    private static double[] gaussian(int count, double deviation) {
        var random = new Random(20_261);
        return DoubleStream.generate(() -> deviation * random.nextGaussian())
                .limit(count)
                .toArray();
    }

    /** One to a hundred: the least number that is not below such a share of them. */
    @Test
    void findsQuantiles() {
        var offsets = Offsets.of(
                IntStream.rangeClosed(1, 100).mapToDouble(k -> 101 - k).toArray());

        assertEquals(1, offsets.quantile(0.01));
        assertEquals(50, offsets.quantile(0.5));
        assertEquals(99, offsets.quantile(0.99));
        assertEquals(50.5, offsets.mean());
        assertEquals(95, Offsets.of(new double[] {-95, 3, 4}).within(0.95));
    }

    /** 10,000 of them: skewness is known to 0.025, kurtosis to 0.05 (one sigma: √(6/n), √(24/n)). */
    @Test
    void knowsAGaussianErrorByItsMoments() {
        var offsets = Offsets.of(gaussian(10_000, 20e-9));

        assertEquals(20e-9, offsets.deviation(), 0.5e-9);
        assertEquals(0, offsets.skewness(), 0.1);
        assertEquals(0, offsets.excessKurtosis(), 0.2);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertEquals(2, Offsets.of(new double[] {1, Double.NaN, 2}).count());
        assertTrue(Offsets.of(new double[] {Double.NaN}).isEmpty());
        assertTrue(Double.isNaN(Offsets.of(new double[0]).quantile(0.5)));
    }

    /** Whatever comes, each offset is in one bar or counted as outside, and the bars are few. */
    @Test
    void countsEveryOffsetOnce() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[] seconds = gaussian(1 + random.nextInt(500), Math.pow(10, -10 + random.nextInt(8)));
            seconds[0] = random.nextGaussian();
            double shift = random.nextGaussian() * 1e-6;
            Arrays.setAll(seconds, k -> seconds[k] + shift);
            var histogram = Offsets.of(seconds).histogram();

            assertEquals(seconds.length, Arrays.stream(histogram.counts()).sum() + histogram.outside());
            assertTrue(histogram.counts().length < 110, () -> histogram.counts().length + " bars");
        }
    }

    @Test
    void drawsNothingOfNothing() {
        var offsets = Offsets.of(new double[0]);

        assertEquals(0, offsets.histogram().chart(offsets).places().size());
    }

    @Test
    void marksTheMedianAndTheEnds() {
        var offsets = Offsets.of(gaussian(1_000, 20e-9));

        var marks = offsets.histogram().chart(offsets).marks();

        assertEquals(3, marks.size());
        assertTrue(marks.stream().allMatch(Chart.Mark::isUpright));
        assertEquals(offsets.quantile(0.5) * 1e9, marks.get(1).at(), 1e-6);
    }
}
