package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.refclock.simulation.LatencyTrace;

class LearnedShapeTest {

    private static final double DEVIATION = 200e-9;

    private static LearnedShape learned(ToDoubleFunction<Random> pulse) {
        var random = new Random(8);
        double[] distances = new double[NoiseMemory.LENGTH];
        Arrays.setAll(distances, i -> pulse.applyAsDouble(random));
        return new LearnedShape(distances);
    }

    @Test
    void ofAGaussianLineIsNearlyAStraightLine() {
        var shape = learned(random -> DEVIATION * random.nextGaussian());
        assertEquals(DEVIATION, Math.sqrt(shape.variance()), 0.05 * DEVIATION);
        for (double deviations : new double[] {-2, -1, -0.5, 0, 0.5, 1, 2}) {
            assertEquals(deviations * DEVIATION, shape.influence(deviations * DEVIATION), 0.3 * DEVIATION);
            assertTrue(shape.belief(deviations * DEVIATION) > 0.9);
        }
        assertEquals(-1.88 * DEVIATION, shape.earlySeconds(), 0.1 * DEVIATION);
        assertEquals(1.88 * DEVIATION, shape.lateSeconds(), 0.1 * DEVIATION);
    }

    @Test
    void aWildPulseHasNextToNoInfluenceAndIsNotBelieved() {
        var shape = learned(random ->
                random.nextInt(5) == 0 ? random.nextDouble(-100e-6, 150e-6) : DEVIATION * random.nextGaussian());
        for (double distance : new double[] {-50e-6, -5e-6, 5e-6, 50e-6}) {
            assertTrue(Math.abs(shape.influence(distance)) < 0.5 * DEVIATION);
            assertTrue(shape.belief(distance) < 0.05);
        }
        assertTrue(shape.logDensity(50e-6) < shape.logDensity(5e-6));
        assertTrue(shape.logDensity(5e-6) < shape.logDensity(0) - 5);
        assertEquals(DEVIATION / Math.sqrt(0.8), Math.sqrt(shape.variance()), 0.1 * DEVIATION);
    }

    /** Three of five wild ones are late: they are none of the line's own, and its middle stays where it is. */
    @Test
    void wildPulsesMoveNoMedian() {
        double middle = learned(random ->
                        random.nextInt(5) == 0 ? random.nextDouble(-100e-6, 150e-6) : DEVIATION * random.nextGaussian())
                .influence(0);
        assertEquals(0, middle, 0.04 * DEVIATION);
    }

    @Test
    void twoNarrowHumpsSayMoreThanOneWideOne() {
        double[] distances = LatencyTrace.BIMODAL.series(9, NoiseMemory.LENGTH);
        double seen = Spread.of(distances).deviation();
        var shape = new LearnedShape(distances);
        assertTrue(Math.sqrt(shape.variance()) < 0.8 * seen);
        assertTrue(shape.belief(600e-9) > 0.9);
    }

    /** What the filters rely on: the pulls have the variance that is named, and a slope of one on average. */
    @ParameterizedTest
    @EnumSource
    void isInScale(LatencyTrace line) {
        double[] distances = line.series(10, NoiseMemory.LENGTH);
        var shape = new LearnedShape(distances.clone());
        double squares = 0;
        double slopes = 0;
        double nudge = 1e-9;
        for (double distance : distances) {
            squares += shape.influence(distance) * shape.influence(distance);
            slopes += (shape.influence(distance + nudge) - shape.influence(distance - nudge)) / (2 * nudge);
        }
        assertEquals(1, squares / distances.length / shape.variance(), 0.1);
        assertEquals(1, slopes / distances.length, 0.1);
    }

    @Test
    void aConstantLatenessChangesNothing() {
        double[] distances = LatencyTrace.PI3.series(11, NoiseMemory.LENGTH);
        double[] later = Arrays.stream(distances).map(late -> late + 7e-6).toArray();
        var shape = new LearnedShape(distances);
        var same = new LearnedShape(later);
        for (double distance = -10e-6; distance < 10e-6; distance += 77e-9) {
            assertEquals(shape.influence(distance), same.influence(distance), 0.05 * Math.sqrt(shape.variance()));
        }
    }
}
