package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.refclock.simulation.LatencyTrace;

/** How soon a line is heard to be another one, and that chance is not taken for it. */
class SecondDifferencesTest {

    private static final double SCATTER = 200e-9;
    private static final int SETTLED = 1_000;

    /** What {@code pulses} that scatter by so much are heard as, in multiples of the line as it was before. */
    private static double heardAfter(int pulses, double louder) {
        var random = new Random(1);
        var differences = new SecondDifferences(SCATTER * SCATTER);
        for (int k = 0; k < SETTLED; k++) {
            differences.pulse(SCATTER * random.nextGaussian(), false);
        }
        var usual = differences.level();
        for (int k = 0; k < pulses; k++) {
            differences.pulse(louder * SCATTER * random.nextGaussian(), false);
        }
        return differences.level().over(usual);
    }

    @Test
    void hearsWithinAMinuteThatALineHasBecomeLouder() {
        assertEquals(4, heardAfter(48, 4), 2);
        assertEquals(4, heardAfter(120, 4), 2);
        assertEquals(4, heardAfter(1_000, 4), 0.8);
    }

    @Test
    void averagesALittleLouderLineForLonger() {
        assertTrue(heardAfter(48, 2) < 1.5);
        assertEquals(2, heardAfter(1_000, 2), 0.3);
    }

    /** A wild pulse is told so by the filters; the line's own are as loud as ever, but for half a minute in ten days. */
    @ParameterizedTest
    @EnumSource
    void hardlyEverTakesChanceForAnotherLine(LatencyTrace line) {
        double[] lateness = line.series(4, 100_000);
        var differences = new SecondDifferences(SCATTER * SCATTER);
        var usual = new SecondDifferences.Level(0, 0);
        int another = 0;
        for (int k = 0; k < lateness.length; k++) {
            boolean isRefreshed = differences.pulse(lateness[k], Math.abs(lateness[k]) > 10e-6);
            if (k == SETTLED) {
                usual = differences.level();
            } else if (isRefreshed && k > SETTLED) {
                double ratio = differences.level().over(usual);
                another += ratio > 1.8 || ratio < 1 / 1.8 ? 1 : 0;
            }
        }
        assertEquals(0, another, 2);
    }
}
