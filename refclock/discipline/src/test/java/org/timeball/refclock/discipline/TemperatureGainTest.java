package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.correction.TemperatureFeedForward;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** What the clock gains from a thermometer beside its crystal, from a poor one, and from one that has nothing to say. */
class TemperatureGainTest {

    private static final int SECONDS = 60_000;
    private static final int LEARNED_BY = 20_000;

    /**
     * @param thermometer makes what is shown of the board's true temperature
     * @param share       of the error without it, at most
     */
    record Board(
            String name,
            OscillatorTrace oscillator,
            LatencyTrace line,
            UnaryOperator<double[]> thermometer,
            double share) {
        @Override
        public String toString() {
            return oscillator + " " + line + ", " + name;
        }
    }

    private static final double NO_WORSE = 1.005;

    /** The error without a thermometer, by oscillator and line. */
    private static final Map<String, Double> WITHOUT = new HashMap<>();

    static final List<Board> BOARDS = List.of(
            new Board("exact", OscillatorTrace.LOAD, LatencyTrace.PI5, celsius -> celsius, 0.9),
            new Board("exact", OscillatorTrace.LOAD, LatencyTrace.PI4, celsius -> celsius, 0.9),
            new Board("exact", OscillatorTrace.LOAD, LatencyTrace.PI3, celsius -> celsius, 0.9),
            new Board("exact", OscillatorTrace.LOAD, LatencyTrace.DIRTY, celsius -> celsius, 0.9),
            new Board("half degrees", OscillatorTrace.LOAD, LatencyTrace.PI5, shown(0.5, 0.25), 0.89),
            new Board("half degrees", OscillatorTrace.LOAD, LatencyTrace.PI4, shown(0.5, 0.25), 0.82),
            new Board("exact", OscillatorTrace.PI, LatencyTrace.PI4, celsius -> celsius, 0.9),
            new Board("whole degrees", OscillatorTrace.LOAD, LatencyTrace.PI5, shown(1, 0), NO_WORSE),
            new Board("whole degrees", OscillatorTrace.LOAD, LatencyTrace.PI4, shown(1, 0), NO_WORSE),
            new Board("half degrees, a minute late", OscillatorTrace.LOAD, LatencyTrace.PI5, late(60, 0.5), NO_WORSE),
            new Board("half degrees, a minute late", OscillatorTrace.LOAD, LatencyTrace.PI4, late(60, 0.5), NO_WORSE),
            new Board("whole degrees, a minute late", OscillatorTrace.PI, LatencyTrace.PI4, late(60, 1), NO_WORSE),
            new Board("unrelated", OscillatorTrace.LOAD, LatencyTrace.PI4, walk(), NO_WORSE),
            new Board("unrelated", OscillatorTrace.ROUGH, LatencyTrace.PI4, walk(), NO_WORSE),
            new Board("unrelated", OscillatorTrace.CALM, LatencyTrace.PI5, walk(), NO_WORSE),
            new Board("stuck", OscillatorTrace.LOAD, LatencyTrace.PI4, celsius -> filled(50), NO_WORSE),
            new Board("silent", OscillatorTrace.LOAD, LatencyTrace.PI4, celsius -> filled(Double.NaN), NO_WORSE));

    @ParameterizedTest
    @FieldSource("BOARDS")
    void gainsFromAGoodThermometerAndLosesNothingByAnother(Board row) {
        var loop = CorrectedLoop.of(row.oscillator.series(7, SECONDS), row.line.series(8, SECONDS));

        double without = WITHOUT.computeIfAbsent(
                row.oscillator + " " + row.line, _ -> loop.run().rmsFrom(LEARNED_BY));
        double with = loop.celsius(row.thermometer.apply(row.oscillator.celsius(SECONDS)))
                .run()
                .rmsFrom(LEARNED_BY);

        assertTrue(with <= row.share * without, () -> "%.4g s instead of %.4g s".formatted(with, without));
    }

    @Test
    void saysWhatItHasLearned() {
        var outcome = load().celsius(OscillatorTrace.LOAD.celsius(SECONDS)).run();

        var report = outcome.temperature().report();
        assertEquals("cpu-thermal", report.sensor());
        assertEquals(-15, report.slopePpbPerDegree(), 1);
        assertTrue(report.isApplied());
        assertTrue(report.explained() > 0.8, report.toString());
        assertTrue(report.rmsWithPpb() < 0.6 * report.rmsWithoutPpb(), report.toString());
    }

    /** Four hours without a pulse, with two changes of load in them. */
    @Test
    void carriesAHoldoverOn() {
        int from = 45_000;
        int to = from + 4 * 3_600;
        var loop = load().missing(k -> k >= from && k < to);

        double without = Math.abs(loop.run().errors()[to]);
        double with = Math.abs(
                loop.celsius(OscillatorTrace.LOAD.celsius(SECONDS)).run().errors()[to]);

        assertTrue(with < without / 4, () -> "%.3g s instead of %.3g s".formatted(with, without));
    }

    /** Single readings that are wild or missing, a spell of silence, and a sensor that is another one all of a sudden. */
    @Test
    void survivesWhatThermometersDo() {
        double[] exact = OscillatorTrace.LOAD.celsius(SECONDS);
        double[] broken = exact.clone();
        var random = new Random(4);
        for (int k = 0; k < SECONDS; k++) {
            switch (random.nextInt(500)) {
                case 0 -> broken[k] = Double.NaN;
                case 1 -> broken[k] = 125;
                case 2 -> broken[k] = -1e9;
                default -> broken[k] += k > 40_000 ? 30 : 0;
            }
        }
        Arrays.fill(broken, 30_000, 31_000, Double.NaN);

        double without = load().run().rmsFrom(LEARNED_BY);
        double with = load().celsius(broken).run().rmsFrom(LEARNED_BY);

        assertTrue(with < 0.95 * without, () -> "%.3g s instead of %.3g s".formatted(with, without));
    }

    /** A sensor that sticks, misses a change, and comes back is believed for as long as it takes to find out. */
    @Test
    void aSensorThatComesBackToLifeDoesNoHarmForLong() {
        double[] stuck = OscillatorTrace.LOAD.celsius(SECONDS);
        Arrays.fill(stuck, 42_000, 44_500, stuck[42_000]);

        double[] errors = load().celsius(stuck).run().errors();

        double worst = 0;
        for (int k = 44_500; k < 46_000; k++) {
            worst = Math.max(worst, Math.abs(errors[k]));
        }
        assertTrue(worst < 3e-6, "worst " + worst);
        assertTrue(Math.abs(errors[46_000]) < 500e-9, "still off by " + errors[46_000]);
    }

    @Test
    void isLeftAloneWhereItIsNotWanted() {
        var heat = new TemperatureFeedForward(false);
        double phase = 0;
        for (int k = 0; k < 20_000; k++) {
            double celsius = 50 + (k / 600 % 2) * 5;
            heat.read("cpu-thermal", celsius);
            assertEquals(0, heat.passSecond(0));
            phase += 15e-9 * (celsius - 50);
            heat.learn(phase);
        }
        assertEquals(15, heat.report().slopePpbPerDegree(), 0.5);
        assertFalse(heat.report().isApplied());
    }

    private static CorrectedLoop load() {
        return CorrectedLoop.of(OscillatorTrace.LOAD.series(7, SECONDS), LatencyTrace.PI4.series(8, SECONDS));
    }

    private static double[] filled(double celsius) {
        double[] shown = new double[SECONDS];
        Arrays.fill(shown, celsius);
        return shown;
    }

    private static UnaryOperator<double[]> shown(double step, double noise) {
        return celsius -> {
            var random = new Random(11);
            return Arrays.stream(celsius)
                    .map(degrees -> Math.rint((degrees + noise * random.nextGaussian()) / step) * step)
                    .toArray();
        };
    }

    private static UnaryOperator<double[]> late(double seconds, double step) {
        return celsius -> {
            double[] shown = new double[celsius.length];
            double felt = celsius[0];
            for (int k = 0; k < shown.length; k++) {
                felt += (celsius[k] - felt) / seconds;
                shown[k] = Math.rint(felt / step) * step;
            }
            return shown;
        };
    }

    private static UnaryOperator<double[]> walk() {
        return celsius -> {
            var random = new Random(3);
            double[] shown = new double[celsius.length];
            double degrees = 50;
            for (int k = 0; k < shown.length; k++) {
                degrees += 0.01 * random.nextGaussian();
                shown[k] = degrees;
            }
            return shown;
        };
    }
}
