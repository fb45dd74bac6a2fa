package org.timeball.refclock.simulation;

import java.util.Random;

/**
 * The frequency error of a quartz oscillator, second by second: a constant, white noise, a random walk and a slow sine
 * that stands for temperature.
 *
 * <p>Not thread-safe.
 */
public final class Crystal implements Oscillator {

    /**
     * What a crystal is like. All figures are parts per billion.
     *
     * @param offsetPpb      constant error, positive when it runs fast
     * @param whitePpb       standard deviation of the white part, fresh every second
     * @param walkPpb        standard deviation of the random walk's step in one second
     * @param sinePpb        amplitude of the sine
     * @param sineSeconds    period of the sine, positive
     */
    public record Traits(double offsetPpb, double whitePpb, double walkPpb, double sinePpb, double sineSeconds) {

        /** A crystal on a single-board computer, in a room, off by {@code offsetPpb}. */
        public static Traits onABoard(double offsetPpb) {
            return new Traits(offsetPpb, 1, 0.1, 20, 1_800);
        }

        /** A crystal without any noise, off by {@code offsetPpb}. */
        public static Traits perfectlySteady(double offsetPpb) {
            return new Traits(offsetPpb, 0, 0, 0, 1);
        }
    }

    private final Traits traits;
    private final Random random;
    private double walkPpb;
    private long second;

    /**
     * @param traits what it is like
     * @param seed   where its noise comes from
     */
    public Crystal(Traits traits, long seed) {
        this.traits = traits;
        this.random = new Random(seed);
    }

    @Override
    public double nextPpb() {
        walkPpb += traits.walkPpb * random.nextGaussian();
        double sine = traits.sinePpb * Math.sin(2 * Math.PI * second++ / traits.sineSeconds);
        return traits.offsetPpb + walkPpb + sine + traits.whitePpb * random.nextGaussian();
    }
}
