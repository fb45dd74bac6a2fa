package org.timeball.refclock.simulation;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * How far from the true second a pulse is stamped, pulse by pulse; some are missing, some are wild.
 *
 * <p>Ordinary latency is gaussian plus one-sided exponential, less its median: a constant latency is a matter of
 * calibration and no filter can see it. Not thread-safe.
 */
public final class PulseNoise {

    /**
     * What a pulse line is like.
     *
     * @param gaussianSeconds    standard deviation of the symmetric part
     * @param exponentialSeconds mean of the one-sided part, such as interrupt latency
     * @param missing            share of pulses that never come, 0 to 1
     * @param wild               share of pulses stamped anywhere in the wild range, 0 to 1
     * @param wildFromSeconds    earliest wild stamp, against the true second
     * @param wildToSeconds      latest wild stamp, later than the earliest
     */
    public record Traits(
            double gaussianSeconds,
            double exponentialSeconds,
            double missing,
            double wild,
            double wildFromSeconds,
            double wildToSeconds) {

        /** Kernel stamps of a GPIO edge on a small board. */
        public static Traits ofKernelStamps() {
            return new Traits(200e-9, 150e-9, 0, 0, -100e-6, 150e-6);
        }

        /** Stamps taken by a program that was woken by the edge. */
        public static Traits ofUserSpace() {
            return new Traits(8e-6, 3e-6, 0, 0, -100e-6, 150e-6);
        }

        /** The same line with a share of its pulses missing. */
        public Traits missing(double share) {
            return new Traits(gaussianSeconds, exponentialSeconds, share, wild, wildFromSeconds, wildToSeconds);
        }

        /** The same line with a share of its pulses wild. */
        public Traits wild(double share) {
            return new Traits(gaussianSeconds, exponentialSeconds, missing, share, wildFromSeconds, wildToSeconds);
        }
    }

    private static final int MEDIAN_SAMPLES = 10_001;

    private final Traits traits;
    private final Random random;
    private final double medianSeconds;

    /**
     * @param traits what it is like
     * @param seed   where its chance comes from
     */
    public PulseNoise(Traits traits, long seed) {
        this.traits = traits;
        this.random = new Random(seed);
        this.medianSeconds = medianLatency();
    }

    /** The next stamp less its true second; empty when the pulse does not come. */
    public OptionalDouble nextSeconds() {
        if (random.nextDouble() < traits.missing) {
            return OptionalDouble.empty();
        }
        if (random.nextDouble() < traits.wild) {
            return OptionalDouble.of(random.nextDouble(traits.wildFromSeconds, traits.wildToSeconds));
        }
        return OptionalDouble.of(latency(random) - medianSeconds);
    }

    private double latency(Random source) {
        return traits.gaussianSeconds * source.nextGaussian()
                - traits.exponentialSeconds * Math.log(1 - source.nextDouble());
    }

    private double medianLatency() {
        var source = new Random(MEDIAN_SAMPLES);
        double[] samples = new double[MEDIAN_SAMPLES];
        Arrays.setAll(samples, i -> latency(source));
        Arrays.sort(samples);
        return samples[MEDIAN_SAMPLES / 2];
    }
}
