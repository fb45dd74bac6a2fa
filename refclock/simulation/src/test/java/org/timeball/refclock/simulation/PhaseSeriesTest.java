package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhaseSeriesTest {

    /** The nine frequencies of NIST SP 1065's data set NBS14, summed to phases, and the deviations printed there. */
    @Test
    void agreesWithTheHandbookOnItsOwnData() {
        double[] frequencies = {892, 809, 823, 798, 671, 644, 883, 903, 677};
        double[] phases = new double[10];
        for (int k = 0; k < 9; k++) {
            phases[k + 1] = phases[k] + frequencies[k];
        }
        assertEquals(91.22945, new PhaseSeries(phases).allanDeviation(1), 1e-5);
        assertEquals(85.95287, new PhaseSeries(phases).allanDeviation(2), 1e-5);
    }

    @Test
    void whiteFrequencyNoiseAveragesWithTheRootOfTime() {
        var random = new Random(1);
        double[] phases = new double[100_000];
        for (int k = 1; k < phases.length; k++) {
            phases[k] = phases[k - 1] + 1e-9 * random.nextGaussian();
        }
        var series = new PhaseSeries(phases);
        assertEquals(1e-9, series.allanDeviation(1), 0.02e-9);
        assertEquals(0.1e-9, series.allanDeviation(100), 0.015e-9);
        assertTrue(Double.isNaN(series.from(99_990).allanDeviation(5)));
    }

    @Test
    void saysHowFarOffAndFromWhenOnClose() {
        var series = new PhaseSeries(new double[] {-9, 3, 0.5, 1.5, -0.5, 0.5});
        assertEquals(9, series.max());
        assertEquals(1.5, series.from(2).max());
        assertEquals(4, series.closerFrom(1));
        assertEquals(6, series.closerFrom(0.1));
        assertEquals(0, series.closerFrom(10));
        assertEquals(
                Math.sqrt(Arrays.stream(new double[] {81, 9, 0.25, 2.25, 0.25, 0.25})
                                .sum()
                        / 6),
                series.rms(),
                1e-12);
    }
}
