package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.SawtoothTrace;

/** What the clock gains where a receiver states its sawtooth, from stamps taken in hardware to those of a GPIO. */
class SawtoothGainTest {

    private static final int SECONDS = 30_000;
    private static final int LEARNED_BY = 5_000;

    /**
     * @param noiseNanos of a stamp
     * @param gain       how many times smaller the clock's error has to become at least
     */
    record Line(double noiseNanos, SawtoothTrace sawtooth, double gain) {
        @Override
        public String toString() {
            return noiseNanos + " ns, " + (sawtooth.equals(SawtoothTrace.RUNNING) ? "running" : "hanging");
        }
    }

    static final List<Line> LINES = List.of(
            new Line(1, SawtoothTrace.RUNNING, 1.8),
            new Line(1, SawtoothTrace.HANGING, 5),
            new Line(5, SawtoothTrace.RUNNING, 1.05),
            new Line(5, SawtoothTrace.HANGING, 2.5),
            new Line(20, SawtoothTrace.HANGING, 1.02),
            new Line(80, SawtoothTrace.RUNNING, 0.999),
            new Line(250, SawtoothTrace.HANGING, 0.999));

    @ParameterizedTest
    @FieldSource("LINES")
    void gainsWhereItCanAndNeverHurts(Line row) {
        var random = new Random(5);
        double[] noise = new double[SECONDS];
        Arrays.setAll(noise, k -> row.noiseNanos * 1e-9 * random.nextGaussian());
        double[] sawtooth = row.sawtooth.series(3, SECONDS);
        var loop = CorrectedLoop.of(OscillatorTrace.CALM.series(7, SECONDS), noise);

        double uncorrected = loop.sawtooth(sawtooth, 0).run().rmsFrom(LEARNED_BY);
        for (int sign : new int[] {1, -1}) {
            var outcome = loop.sawtooth(sawtooth, sign).run();
            double corrected = outcome.rmsFrom(LEARNED_BY);
            assertTrue(
                    uncorrected / corrected >= row.gain,
                    () -> "%.3g s instead of %.3g s, sign %d".formatted(corrected, uncorrected, sign));
            int learned = outcome.sawtooth().report().sign();
            assertTrue(learned == sign || learned == 0 && row.gain < 1, "sign " + learned);
        }
    }
}
