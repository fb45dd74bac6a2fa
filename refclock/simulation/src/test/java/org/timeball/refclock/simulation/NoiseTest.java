package org.timeball.refclock.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Crystal and pulse line have the statistics they claim. */
class NoiseTest {

    private static final int MANY = 100_000;

    @Test
    void ordinaryPulsesHaveMedianZeroAndALateTail() {
        var noise = new PulseNoise(PulseNoise.Traits.ofKernelStamps(), 3);
        double[] stamps = new double[MANY];
        Arrays.setAll(stamps, i -> noise.nextSeconds().orElseThrow());
        Arrays.sort(stamps);
        assertEquals(0, stamps[MANY / 2], 5e-9);
        double sumOfSquares = Arrays.stream(stamps).map(s -> s * s).sum();
        assertEquals(Math.hypot(200e-9, 150e-9), Math.sqrt(sumOfSquares / MANY), 10e-9);
        assertTrue(stamps[MANY - 10] > -stamps[9] + 100e-9, "the late tail is the longer one");
    }

    @Test
    void missingAndWildPulsesComeAsOftenAsAsked() {
        var noise =
                new PulseNoise(PulseNoise.Traits.ofKernelStamps().missing(0.01).wild(0.02), 4);
        int missing = 0;
        int wild = 0;
        for (int i = 0; i < MANY; i++) {
            var stamp = noise.nextSeconds();
            if (stamp.isEmpty()) {
                missing++;
            } else if (Math.abs(stamp.getAsDouble()) > 4e-6) {
                wild++;
            }
        }
        assertEquals(0.01 * MANY, missing, 100);
        assertEquals(0.02 * MANY, wild, 200);
    }

    @Test
    void aBoardsCrystalStaysNearItsOffsetAndFollowsItsSine() {
        var crystal = new Crystal(new Crystal.Traits(12_000, 1, 0, 20, 1_800), 5);
        double sum = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int second = 0; second < 3_600; second++) {
            double ppb = crystal.nextPpb();
            sum += ppb;
            highest = Math.max(highest, ppb);
        }
        assertEquals(12_000, sum / 3_600, 0.1);
        assertEquals(12_021, highest, 3);
    }
}
