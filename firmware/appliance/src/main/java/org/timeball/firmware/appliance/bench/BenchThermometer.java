package org.timeball.firmware.appliance.bench;

import java.util.Random;

/** Thermometers as boards have them, from one at the crystal to one that has nothing to do with it. */
enum BenchThermometer {
    /** At the crystal, without steps. */
    EXACT("exact", 1, 0, 0),
    /** A processor's: half degrees, and as much noise. */
    HALF_DEGREES("0.5 degrees", 1, 0.5, 0.25),
    /** Coarse. */
    WHOLE_DEGREES("1 degree", 1, 1, 0),
    /** Half degrees, on a heat sink that follows with a time constant of a minute. */
    LATE("0.5 deg, late", 60, 0.5, 0),
    /** Somewhere else: a random walk. */
    UNRELATED("unrelated", 0, 0, 0);

    private static final double WALK_DEGREES = 0.01;

    private final String words;
    private final double lagSeconds;
    private final double step;
    private final double noise;

    BenchThermometer(String words, double lagSeconds, double step, double noise) {
        this.words = words;
        this.lagSeconds = lagSeconds;
        this.step = step;
        this.noise = noise;
    }

    String words() {
        return words;
    }

    /** What it shows, second by second, where the board has these temperatures, °C; always the same. */
    double[] shown(double[] celsius) {
        var random = new Random(ordinal());
        double[] shown = new double[celsius.length];
        double felt = celsius[0];
        for (int k = 0; k < shown.length; k++) {
            felt += lagSeconds == 0 ? WALK_DEGREES * random.nextGaussian() : (celsius[k] - felt) / lagSeconds;
            double read = felt + noise * random.nextGaussian();
            shown[k] = step == 0 ? read : Math.rint(read / step) * step;
        }
        return shown;
    }
}
