package org.timeball.refclock.simulation;

import java.util.Random;

/**
 * Ways in which the free oscillator of a small computer wanders, as series of fractional frequency errors.
 *
 * <p>Each is a constant offset with white, flicker and random-walk noise of frequency, some with a room's temperature and
 * a processor's load on top. Immutable.
 */
public enum OscillatorTrace {
    /** A crystal in a closed box. */
    CALM(5e-6, 2e-10, 1e-10, 5e-12, false, false),
    /** A board in a room: a swing in half an hour and one in a day. */
    PI(-8e-6, 1e-9, 4e-10, 1e-10, true, false),
    /** A bare board in a draught. */
    ROUGH(12e-6, 2e-9, 1e-9, 1e-9, false, false),
    /** The board in the room, whose processor is idle for two hours and busy for two. */
    LOAD(-8e-6, 1e-9, 4e-10, 1e-10, true, true),
    /** A crystal in an oven. */
    OCXO(20e-9, 2e-11, 1e-11, 1e-13, false, false),
    /** The board in the room under a fan that a thermostat switches on and off. */
    FAN(-8e-6, 1e-9, 4e-10, 1e-10, true, false),
    /** A crystal in a box that is carried from warm to cold every hour and back: half a ppm within five minutes. */
    RAMP(5e-6, 2e-10, 1e-10, 5e-12, false, false);

    /** Flicker is a Gauss-Markov process for each octave of time constants: 1 s to 9 h. */
    private static final int OCTAVES = 16;

    private static final double ROOM_SWING = 20e-9;
    private static final double ROOM_SECONDS = 1_800;
    private static final double DAY_SWING = 150e-9;
    private static final double DAY_SECONDS = 86_400;

    private static final double LOAD_STEP = -0.15e-6;
    private static final int LOAD_SECONDS = 7_200;
    private static final double WARMING_SECONDS = 120;

    /** A crystal past its turning point: by so much it runs faster a degree warmer, s/s. */
    private static final double PER_DEGREE = -15e-9;

    /** The temperature about which {@link #celsius} moves. */
    public static final double USUAL_CELSIUS = 50;

    private static final double FAN_STEP = 0.1e-6;
    private static final int FAN_SECONDS = 1_500;
    private static final double COOLING_SECONDS = 20;

    private static final double RAMP_HEIGHT = 0.5e-6;
    private static final int RAMP_SECONDS = 300;
    private static final int CARRIED_EVERY = 3_600;

    private final double offset;
    private final double white;
    private final double flicker;
    private final double walk;
    private final boolean isInRoom;
    private final boolean isLoaded;

    OscillatorTrace(double offset, double white, double flicker, double walk, boolean isInRoom, boolean isLoaded) {
        this.offset = offset;
        this.white = white;
        this.flicker = flicker;
        this.walk = walk;
        this.isInRoom = isInRoom;
        this.isLoaded = isLoaded;
    }

    /**
     * A series of this kind.
     *
     * @param seed    where its chance comes from
     * @param seconds how long it is
     * @return mean frequency error of each second, s/s, positive = fast
     */
    public double[] series(long seed, int seconds) {
        var random = new Random(seed);
        double[] octaves = new double[OCTAVES];
        for (int k = 0; k < OCTAVES; k++) {
            octaves[k] = flicker * random.nextGaussian();
        }
        double walked = 0;
        double warmth = 0;
        double[] series = new double[seconds];
        for (int second = 0; second < seconds; second++) {
            walked += walk * random.nextGaussian();
            boolean isBusy = isLoaded && second / LOAD_SECONDS % 2 == 1;
            warmth += ((isBusy ? 1 : 0) - warmth) / WARMING_SECONDS;
            series[second] = offset
                    + white * random.nextGaussian()
                    + nextFlicker(octaves, random)
                    + walked
                    + (isInRoom ? roomAt(second) : 0)
                    + LOAD_STEP * warmth
                    + drivenAt(second);
        }
        return series;
    }

    /**
     * The board's temperature beside the series, as far as it moves the oscillator: by −15 ppb a degree.
     *
     * @param seconds how long the series is
     * @return of each second, °C
     */
    public double[] celsius(int seconds) {
        double warmth = 0;
        double[] celsius = new double[seconds];
        for (int second = 0; second < seconds; second++) {
            boolean isBusy = isLoaded && second / LOAD_SECONDS % 2 == 1;
            warmth += ((isBusy ? 1 : 0) - warmth) / WARMING_SECONDS;
            double heat = (isInRoom ? roomAt(second) : 0) + LOAD_STEP * warmth + drivenAt(second);
            celsius[second] = USUAL_CELSIUS + heat / PER_DEGREE;
        }
        return celsius;
    }

    /** What drives the frequency by the hour, beside load and room. */
    private double drivenAt(int second) {
        return switch (this) {
            case CALM, PI, ROUGH, LOAD, OCXO -> 0;
            case FAN -> {
                double cooled = Math.exp(-(second % FAN_SECONDS) / COOLING_SECONDS);
                yield FAN_STEP * (second / FAN_SECONDS % 2 == 1 ? 1 - cooled : cooled);
            }
            case RAMP -> {
                double carried = Math.min(1, (double) (second % CARRIED_EVERY) / RAMP_SECONDS);
                yield RAMP_HEIGHT * (second / CARRIED_EVERY % 2 == 1 ? carried : 1 - carried);
            }
        };
    }

    private double nextFlicker(double[] octaves, Random random) {
        double sum = 0;
        for (int k = 0; k < OCTAVES; k++) {
            double kept = Math.exp(-1.0 / (1 << k));
            octaves[k] = kept * octaves[k] + Math.sqrt(1 - kept * kept) * flicker * random.nextGaussian();
            sum += octaves[k];
        }
        return sum;
    }

    private static double roomAt(int second) {
        return ROOM_SWING * Math.sin(2 * Math.PI * second / ROOM_SECONDS)
                + DAY_SWING * Math.sin(2 * Math.PI * second / DAY_SECONDS);
    }
}
