package org.timeball.refclock.simulation;

import java.util.Random;

/**
 * The quantisation error of a receiver that can place a pulse only on a tick of its own clock.
 *
 * <p>From second to second the receiver's clock gains a little on UTC, and so the edge moves within a tick until it jumps
 * to the next. When the gain is near a whole number of ticks the error hangs: it creeps, for minutes, and is a bias.
 *
 * @param tickSeconds   of the receiver's clock, 20.8 ns for 48 MHz
 * @param gainSeconds   how far its clock gains in a second, on average
 * @param swingSeconds  how far that swings to either side as the receiver warms and cools
 * @param periodSeconds of the swing
 */
public record SawtoothTrace(double tickSeconds, double gainSeconds, double swingSeconds, double periodSeconds) {

    /** A 48 MHz receiver whose error runs through the tick in a few seconds. */
    public static final SawtoothTrace RUNNING = new SawtoothTrace(1 / 48e6, 5.9e-9, 0.5e-9, 1_800);

    /** One whose error comes to hang twice in the swing. */
    public static final SawtoothTrace HANGING = new SawtoothTrace(1 / 48e6, 0.02e-9, 1.2e-9, 3_600);

    /** Messages count in picoseconds (UBX-TIM-TP). */
    private static final double STATED_TO = 1e-12;

    /**
     * A series of this kind.
     *
     * @param seed   where its chance comes from
     * @param pulses how long it is
     * @return how far each edge is late, as the receiver states it, seconds, between minus and plus half a tick
     */
    public double[] series(long seed, int pulses) {
        var random = new Random(seed);
        double place = random.nextDouble() * tickSeconds;
        double[] series = new double[pulses];
        for (int k = 0; k < pulses; k++) {
            double late = place - tickSeconds / 2;
            series[k] = Math.rint(late / STATED_TO) * STATED_TO;
            double gain = gainSeconds + swingSeconds * Math.sin(2 * Math.PI * k / periodSeconds);
            place = (place + gain + 0.02e-9 * random.nextGaussian()) % tickSeconds;
            place += place < 0 ? tickSeconds : 0;
        }
        return series;
    }
}
