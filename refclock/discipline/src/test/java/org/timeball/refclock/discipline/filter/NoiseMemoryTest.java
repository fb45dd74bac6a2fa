package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class NoiseMemoryTest {

    private static final double USUAL = 200e-9;

    private final Random random = new Random(12);
    private final NoiseMemory noise = new NoiseMemory(25e-12);
    private double free;
    private double drift;

    /** Pulses about a prediction that is always right. */
    private void pulses(int count, IntToDoubleFunction pulse) {
        for (int i = 0; i < count; i++) {
            double late = pulse.applyAsDouble(i);
            free += drift;
            noise.pulse(free + late, Math.abs(late) > 6 * noise.deviationSeconds());
            noise.hear(late);
            noise.remember(late, 0);
            noise.learn();
        }
    }

    private double gaussian(double deviation) {
        return deviation * random.nextGaussian();
    }

    @Test
    void assumesThenMeasuresThenLearns() {
        noise.assume(1e-12);
        assertEquals(1e-6, noise.deviationSeconds(), 1e-12);
        pulses(100, i -> gaussian(USUAL));
        assertInstanceOf(StudentShape.class, noise.shape());
        assertEquals(USUAL, noise.deviationSeconds(), 0.35 * USUAL);
        assertTrue(noise.isRare(0));
        pulses(900, i -> gaussian(USUAL));
        assertInstanceOf(LearnedShape.class, noise.shape());
        assertEquals(USUAL, noise.deviationSeconds(), 0.1 * USUAL);
        assertEquals(USUAL, noise.jitterSeconds(), 0.2 * USUAL);
        assertFalse(noise.isRare(1.5 * USUAL));
        assertTrue(noise.isRare(-2.2 * USUAL));
    }

    @Test
    void aNoisierLineStretchesTheShapeWithinMinutesAndIsThenLearned() {
        pulses(2_000, i -> gaussian(USUAL));
        pulses(300, i -> gaussian(5 * USUAL));
        assertEquals(5 * USUAL, noise.deviationSeconds(), 2 * USUAL);
        pulses(700, i -> gaussian(5 * USUAL));
        assertEquals(5 * USUAL, noise.deviationSeconds(), 0.5 * USUAL);
        assertEquals(5 * USUAL, Math.sqrt(noise.shape().variance()), 0.5 * USUAL);
    }

    @Test
    void neitherARampNorAFifthOfWildPulsesIsANoisierLine() {
        pulses(2_000, i -> gaussian(USUAL));
        drift = 1e-6;
        pulses(300, i -> gaussian(USUAL) + (i % 5 == 0 ? random.nextDouble(-100e-6, 150e-6) : 0));
        assertEquals(USUAL, noise.deviationSeconds(), 0.25 * USUAL);
    }

    /** When most pulses are far off and far from each other, nothing of what was learned counts; and again when it is over. */
    @Test
    void aLineThatIsSuddenlyManyTimesLouderIsKnownWithinHalfAMinute() {
        pulses(2_000, i -> gaussian(USUAL));
        double usual = noise.deviationSeconds();
        pulses(30, i -> gaussian(1_000 * USUAL));
        assertEquals(1_000 * USUAL, noise.deviationSeconds(), 500 * USUAL);
        assertEquals(noise.deviationSeconds(), noise.jitterSeconds(), 1e-12);
        pulses(100, i -> gaussian(100 * USUAL));
        assertEquals(100 * USUAL, noise.deviationSeconds(), 50 * USUAL);
        pulses(20, i -> gaussian(USUAL));
        assertEquals(usual, noise.deviationSeconds(), 1e-12);
        pulses(200, i -> gaussian(USUAL));
        assertEquals(USUAL, noise.deviationSeconds(), 0.15 * USUAL);
    }

    @Test
    void aLineThatStaysLouderIsLearned() {
        pulses(2_000, i -> gaussian(USUAL));
        pulses(1_000, i -> gaussian(1_000 * USUAL));
        assertInstanceOf(LearnedShape.class, noise.shape());
        assertEquals(1_000 * USUAL, noise.deviationSeconds(), 150 * USUAL);
    }

    /** Pulses that are elsewhere, and pulses whose frequency changes, are as quiet as ever. */
    @Test
    void neitherAStepNorARampIsALoudLine() {
        pulses(2_000, i -> gaussian(USUAL));
        pulses(100, i -> 50e-6 + gaussian(USUAL));
        pulses(100, i -> i * 5e-6 + gaussian(USUAL));
        assertEquals(USUAL, noise.deviationSeconds(), 0.25 * USUAL);
    }

    @Test
    void whatThePredictionAddedIsTakenOffButNeverNearlyAll() {
        for (int i = 0; i < 2_000; i++) {
            double late = gaussian(USUAL);
            noise.pulse(late, false);
            noise.remember(late, i < 1_000 ? 0.2 * USUAL * USUAL : 100 * USUAL * USUAL);
            noise.learn();
            if (i == 999) {
                assertEquals(0.8 * USUAL * USUAL, noise.pulseVariance(), 0.15 * USUAL * USUAL);
            }
        }
        assertEquals(0.3 * USUAL * USUAL, noise.pulseVariance(), 0.05 * USUAL * USUAL);
    }

    @Test
    void innovationsThatWereTakenBackAreNotLearnedFrom() {
        pulses(127, i -> gaussian(USUAL));
        for (int i = 0; i < 60; i++) {
            noise.pulse(gaussian(USUAL), false);
            noise.remember(50e-6, 0);
        }
        noise.forgetNewest(60);
        noise.learn();
        assertEquals(USUAL, noise.deviationSeconds(), 0.25 * USUAL);
        noise.forgetNewest(NoiseMemory.LENGTH);
        noise.gap();
        noise.remember(1, 0);
        assertEquals(USUAL, noise.deviationSeconds(), 0.25 * USUAL);
    }
}
