package org.timeball.refclock.simulation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Ways in which pulses are stamped off their true instants, as series of lateness whose median is zero.
 *
 * <p>The median is taken off because a constant latency is a matter of calibration, which no filter sees. Immutable.
 */
public enum LatencyTrace {
    /** Kernel stamps on a Raspberry Pi 5. */
    PI5(random -> latency(random, 80e-9, 60e-9)),
    /** Kernel stamps on a Raspberry Pi 4. */
    PI4(random -> latency(random, 200e-9, 150e-9)),
    /** Kernel stamps on a Raspberry Pi 3. */
    PI3(random -> latency(random, 600e-9, 700e-9)),
    /** A Pi 4 on which one interrupt in a hundred has to wait, for 20 µs on average. */
    DIRTY(random -> latency(random, 200e-9, 150e-9) + (random.nextInt(100) == 0 ? exponential(random, 20e-6) : 0)),
    /** Two paths through the interrupt controller, 600 ns apart; a third of the pulses takes the longer one. */
    BIMODAL(random -> 80e-9 * random.nextGaussian() + (random.nextInt(3) == 0 ? 600e-9 : 0)),
    /** Tails far heavier than any gaussian's: Student's t with three degrees of freedom. */
    HEAVY(random -> 150e-9 * student(random)),
    /** A Pi 4 with one pulse in fifty anywhere between 100 µs early and 150 µs late. */
    WILD(random -> random.nextInt(50) == 0 ? random.nextDouble(-100e-6, 150e-6) : latency(random, 200e-9, 150e-9));

    private final ToDoubleFunction<Random> lateness;

    LatencyTrace(ToDoubleFunction<Random> lateness) {
        this.lateness = lateness;
    }

    /**
     * A series of this kind.
     *
     * @param seed   where its chance comes from
     * @param pulses how long it is
     * @return stamp less true instant of each pulse, seconds, positive = stamped late
     */
    public double[] series(long seed, int pulses) {
        var random = new Random(seed);
        double[] series = new double[pulses];
        Arrays.setAll(series, k -> lateness.applyAsDouble(random));
        double[] sorted = series.clone();
        Arrays.sort(sorted);
        double median = pulses == 0 ? 0 : sorted[pulses / 2];
        Arrays.setAll(series, k -> series[k] - median);
        return series;
    }

    private static double latency(Random random, double gaussianSeconds, double exponentialSeconds) {
        return gaussianSeconds * random.nextGaussian() + exponential(random, exponentialSeconds);
    }

    private static double exponential(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private static double student(Random random) {
        double squares = 0;
        int degrees = 3;
        for (int i = 0; i < degrees; i++) {
            double g = random.nextGaussian();
            squares += g * g;
        }
        return random.nextGaussian() / Math.sqrt(squares / degrees);
    }
}
