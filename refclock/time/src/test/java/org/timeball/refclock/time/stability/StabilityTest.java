package org.timeball.refclock.time.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The deviations against the published suite of a thousand points, and against laws of theirs. */
class StabilityTest {

    /** The thousand fractional frequencies of NIST SP 1065, 12.4: a generator with a prime modulus, over that. */
    private static final Stability SUITE = new Stability(phases(suite()), 1);

    record Row(int intervals, double allan, double modified, double timeSeconds) {}

    /** NIST SP 1065, table 31. */
    static final List<Row> PUBLISHED = List.of(
            new Row(1, 2.922319e-1, 2.922319e-1, 1.687202e-1),
            new Row(10, 9.159953e-2, 6.172376e-2, 3.563623e-1),
            new Row(100, 3.241343e-2, 2.170921e-2, 1.253382));

    @ParameterizedTest
    @FieldSource("PUBLISHED")
    void givesThePublishedFigures(Row row) {
        assertAll7Digits(row.allan, SUITE.allan(row.intervals));
        assertAll7Digits(row.modified, SUITE.modified(row.intervals));
        assertAll7Digits(row.timeSeconds, SUITE.timeSeconds(row.intervals));
    }

    @Test
    void isBlindToPhaseAndFrequencyButNotToTheInterval() {
        var random = new Random(6);
        double[] phases = random.doubles(200).toArray();
        double[] moved = phases.clone();
        Arrays.setAll(moved, k -> phases[k] + 3 - 0.25 * k);

        assertEquals(new Stability(phases, 1).allan(7), new Stability(moved, 1).allan(7), 1e-12);
        assertEquals(new Stability(phases, 1).modified(7), new Stability(moved, 1).modified(7), 1e-12);
        assertEquals(new Stability(phases, 1).allan(7) / 16, new Stability(phases, 16).allan(7), 1e-12);
        assertEquals(new Stability(phases, 1).timeSeconds(7), new Stability(phases, 16).timeSeconds(7), 1e-12);
    }

    @Test
    void modifiedIsAllansAtOneInterval() {
        var random = new Random(7);
        for (int length = 3; length < 40; length++) {
            var series = new Stability(random.doubles(length).toArray(), 1);
            assertEquals(series.allan(1), series.modified(1), 1e-12);
        }
    }

    @Test
    void saysNothingOfASeriesThatIsTooShort() {
        var series = new Stability(new double[] {1, 2, 4, 1, 2, 4}, 1);

        assertTrue(Double.isNaN(series.allan(3)) && series.allan(2) > 0);
        assertTrue(Double.isNaN(series.modified(3)) && series.modified(2) > 0);
        assertEquals(
                List.of(1.0),
                series.octaves().stream().map(StabilityPoint::tauSeconds).toList());
        assertEquals(List.of(), new Stability(new double[0], 1).octaves());
        assertThrows(IllegalArgumentException.class, () -> new Stability(new double[0], 0));
    }

    @Test
    void takesTheLongestPartWithoutAGap() {
        double gap = Double.NaN;

        assertEquals(
                3,
                new Stability(new double[] {1, 2, gap, 1, 5, 1, gap, gap, 4, 5}, 1)
                        .longestRun()
                        .length());
        assertEquals(8, new Stability(new double[] {1, 5, 1}, 1).longestRun().allan(1) * Math.sqrt(2), 1e-12);
        assertEquals(0, new Stability(new double[] {gap, gap}, 1).longestRun().length());
    }

    @Test
    void isLessSureTheFewerIntervalsThereAre() {
        var points = SUITE.octaves();

        assertEquals(128, points.getLast().tauSeconds());
        assertEquals(1 / Math.sqrt(1001), points.getFirst().uncertainty(), 1e-12);
        assertTrue(points.getLast().uncertainty() > points.getFirst().uncertainty());
    }

    private static void assertAll7Digits(double expected, double actual) {
        assertEquals(expected, new BigDecimal(actual).round(new MathContext(7)).doubleValue());
    }

    private static double[] suite() {
        double[] frequencies = new double[1000];
        long number = 1_234_567_890;
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = number / 2_147_483_647.0;
            number = 16_807 * number % 2_147_483_647;
        }
        return frequencies;
    }

    /** One phase more than there are frequencies. */
    private static double[] phases(double[] frequencies) {
        double[] phases = new double[frequencies.length + 1];
        for (int k = 0; k < frequencies.length; k++) {
            phases[k + 1] = phases[k] + frequencies[k];
        }
        return phases;
    }
}
