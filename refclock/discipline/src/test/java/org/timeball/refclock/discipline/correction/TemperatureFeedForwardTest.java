package org.timeball.refclock.discipline.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is believed of thermometers, told by the phases of a free clock; what a clock gains is tested with the discipline. */
class TemperatureFeedForwardTest {

    private static final double SCATTER = 100e-9;

    /** A clock that runs fast by {@code ppb}, second by second. */
    private static final class Free {
        final TemperatureFeedForward heat = new TemperatureFeedForward(true);
        final Random random;
        double phase;
        double fed;

        Free(long seed) {
            random = new Random(seed);
        }

        void second(double ppb, boolean hasPulse) {
            phase += ppb * 1e-9;
            fed = heat.passSecond(0);
            if (hasPulse) {
                heat.learn(phase + SCATTER * random.nextGaussian());
            }
        }
    }

    /** Clocks and thermometers that wander each by itself, watched for half a day, with pulses and without. */
    @Test
    void doesNotTakeWhatMerelyWandersForRelated() {
        int applied = 0;
        for (int seed = 0; seed < 30; seed++) {
            var free = new Free(seed);
            double ppb = 0;
            double celsius = 50;
            for (int k = 0; k < 43_200; k++) {
                ppb += 0.1 * free.random.nextGaussian();
                celsius += 0.01 * free.random.nextGaussian();
                free.heat.read("cpu-thermal", celsius);
                free.second(ppb, k % 3_600 < 3_500);
                applied += free.fed == 0 ? 0 : 1;
            }
        }
        assertTrue(applied < 1_000, "applied in " + applied + " of 1,296,000 s");
    }

    @Test
    void followsTheThermometerThatForetells() {
        var free = new Free(1);
        for (int k = 0; k < 20_000; k++) {
            double load = k / 700 % 2;
            free.heat.read("nvme", 40 + 3 * Math.sin(k / 500.0));
            free.heat.read("cpu-thermal", 50 + 5 * load);
            free.heat.read("rp1_adc", 45 + free.random.nextGaussian());
            free.second(-12 * 5 * load, true);
        }
        var report = free.heat.report();
        assertEquals("cpu-thermal", report.sensor());
        assertEquals(-12, report.slopePpbPerDegree(), 1);
        assertTrue(report.isApplied());
    }

    /** A crystal on both sides of its turning point has no slope, but it has a curvature. */
    @Test
    void learnsACurvature() {
        var free = new Free(1);
        double worst = 0;
        double ppb = 0;
        for (int k = 0; k < 60_000; k++) {
            double degrees = 8 * Math.sin(k / 300.0);
            free.heat.read("cpu-thermal", 50 + degrees);
            double before = ppb;
            ppb = -4 * degrees * degrees;
            free.second(ppb, true);
            if (k > 40_000) {
                worst = Math.max(worst, Math.abs(free.fed - (ppb - before)));
            }
        }
        assertTrue(free.heat.report().isApplied());
        assertTrue(worst < 0.3, "worst " + worst + " of 0.85 ppb in a second");
    }

    @Test
    void foretellsWithoutPulsesToo() {
        var free = new Free(1);
        double told = 0;
        for (int k = 0; k < 30_000; k++) {
            double celsius = 50 + 5 * Math.sin(k / 2_000.0);
            free.heat.read("cpu-thermal", celsius);
            free.second(20 * (celsius - 50), k < 25_000);
            told += k < 25_000 ? 0 : free.fed;
        }
        double truth = 20 * 5 * (Math.sin(29_999 / 2_000.0) - Math.sin(24_999 / 2_000.0));
        assertEquals(truth, told, 0.15 * Math.abs(truth));
    }

    @Test
    void feedsNothingForwardOfASilentOrWildThermometer() {
        var free = new Free(1);
        for (int k = 0; k < 20_000; k++) {
            free.heat.read("cpu-thermal", 50 + 5 * (k / 700 % 2));
            free.second(60 * (k / 700 % 2), true);
        }
        assertTrue(free.heat.report().isApplied());
        for (double nonsense : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -300, 1e9}) {
            free.heat.read("cpu-thermal", nonsense);
            free.second(0, true);
            assertEquals(0, free.fed, 0.01, "at " + nonsense);
        }
        for (int k = 0; k < 20; k++) {
            free.second(0, true);
        }
        assertEquals(0, free.fed);
        free.heat.read("cpu-thermal", 120);
        free.second(0, true);
        assertEquals(0, free.fed);
    }

    @Test
    void looksAtSixThermometersAndNoMore() {
        var heat = new TemperatureFeedForward(true);
        for (int i = 0; i < 1_000; i++) {
            heat.read("sensor " + i, 50);
        }
        heat.passSecond(0);
        assertEquals("sensor 0", heat.report().sensor());
        assertFalse(heat.report().isApplied());
    }

    @Test
    void knowsNothingWithoutAThermometer() {
        var heat = new TemperatureFeedForward(true);
        for (int k = 0; k < 1_000; k++) {
            assertEquals(0, heat.passSecond(0));
            heat.learn(k * 1e-6);
        }
        assertEquals(TemperatureReport.NONE.sensor(), heat.report().sensor());
    }
}
