package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The trace generator against the stability of the traces it stands in for. */
class TraceTest {

    private static final int SECONDS = 100_000;

    /** Allan deviation of the free oscillator as measured on the shared traces: specification, section 4.4. */
    record Stability(OscillatorTrace trace, int tau, double deviation) {
        @Override
        public String toString() {
            return trace + " at " + tau + " s";
        }
    }

    static final List<Stability> STABILITIES = List.of(
            new Stability(OscillatorTrace.CALM, 1, 2.4e-10),
            new Stability(OscillatorTrace.CALM, 10, 1.5e-10),
            new Stability(OscillatorTrace.CALM, 100, 1.4e-10),
            new Stability(OscillatorTrace.PI, 1, 1.1e-9),
            new Stability(OscillatorTrace.PI, 10, 7.3e-10),
            new Stability(OscillatorTrace.PI, 1_000, 1.2e-8),
            new Stability(OscillatorTrace.ROUGH, 1, 2.4e-9),
            new Stability(OscillatorTrace.ROUGH, 10, 2.4e-9),
            new Stability(OscillatorTrace.ROUGH, 100, 6.1e-9),
            new Stability(OscillatorTrace.LOAD, 1, 1.1e-9),
            new Stability(OscillatorTrace.LOAD, 10, 1.1e-9),
            new Stability(OscillatorTrace.LOAD, 1_000, 3.3e-8),
            // White noise and flicker of an oven's crystal; a step of 0.1 ppm each 1,500 s; 0.5 ppm within 300 s.
            new Stability(OscillatorTrace.OCXO, 1, 2.4e-11),
            new Stability(OscillatorTrace.OCXO, 1_000, 1.4e-11),
            new Stability(OscillatorTrace.FAN, 1, 1.1e-9),
            new Stability(OscillatorTrace.FAN, 1_000, 4.0e-8),
            new Stability(OscillatorTrace.RAMP, 1, 4.2e-10),
            new Stability(OscillatorTrace.RAMP, 100, 3.5e-8));

    @ParameterizedTest
    @FieldSource("STABILITIES")
    void anOscillatorIsAsStableAsItsKind(Stability row) {
        var clock = new TracedClock(0);
        double[] phases = new double[SECONDS];
        double[] series = row.trace.series(1, SECONDS);
        double mean = Arrays.stream(series).average().orElseThrow();
        for (int k = 0; k < SECONDS; k++) {
            phases[k] = clock.phaseSeconds();
            clock.passSecond(series[k], -mean);
        }
        double measured = new PhaseSeries(phases).allanDeviation(row.tau);
        assertEquals(row.deviation, measured, 0.35 * row.deviation, () -> "%.3g".formatted(measured));
    }

    @ParameterizedTest
    @EnumSource
    void latenessHasNoMedianAndASeedMakesOneSeries(LatencyTrace trace) {
        double[] series = trace.series(7, 10_001);
        assertArrayEquals(series, trace.series(7, 10_001));
        assertFalse(Arrays.equals(series, trace.series(8, 10_001)));
        assertEquals(5_000, Arrays.stream(series).filter(late -> late < 0).count());
        assertEquals(5_000, Arrays.stream(series).filter(late -> late > 0).count());
    }

    @Test
    void theKindsOfLatencyDifferAsTheirBoardsDo() {
        assertEquals(100e-9, deviation(LatencyTrace.PI5), 5e-9);
        assertEquals(250e-9, deviation(LatencyTrace.PI4), 10e-9);
        assertEquals(920e-9, deviation(LatencyTrace.PI3), 40e-9);
        assertTrue(deviation(LatencyTrace.DIRTY) > 1e-6);
    }

    private static double deviation(LatencyTrace trace) {
        double[] series = trace.series(3, SECONDS);
        double mean = Arrays.stream(series).average().orElseThrow();
        return Math.sqrt(Arrays.stream(series)
                .map(late -> (late - mean) * (late - mean))
                .average()
                .orElseThrow());
    }
}
