package org.timeball.firmware.appliance.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * How often a clock's error was within what was said of it, and how much larger than the error the bound was.
 *
 * <p>Not thread-safe.
 */
final class Coverage {

    /** Medians are of so many looks, drawn evenly from all. */
    private static final int KEPT = 2_000;

    private static final double NOTHING = 1e-12;

    private final double[] ratios = new double[KEPT];
    private final double[] bounds = new double[KEPT];
    private final Random draw = new Random(1);
    private long looks;
    private long inBound;
    private long inHeadline;

    /** One look: the error, and what was said of it. */
    void look(double errorSeconds, double boundSeconds, double withinSeconds) {
        double error = Math.abs(errorSeconds);
        int place = looks < KEPT ? (int) looks : draw.nextInt((int) Math.min(looks, Integer.MAX_VALUE));
        if (place < KEPT) {
            ratios[place] = boundSeconds / Math.max(error, NOTHING);
            bounds[place] = boundSeconds;
        }
        looks++;
        inBound += error <= boundSeconds ? 1 : 0;
        inHeadline += error <= withinSeconds ? 1 : 0;
    }

    boolean isEmpty() {
        return looks == 0;
    }

    /** Per cent of the looks within the bound. */
    double inBoundPercent() {
        return 100.0 * inBound / looks;
    }

    /** Per cent of the looks within the headline. */
    double inHeadlinePercent() {
        return 100.0 * inHeadline / looks;
    }

    /** The middle of how many times the error the bound was. */
    double medianRatio() {
        return median(ratios);
    }

    /** The middle of the bounds, seconds. */
    double medianBoundSeconds() {
        return median(bounds);
    }

    private double median(double[] values) {
        double[] sorted = Arrays.copyOf(values, (int) Math.min(looks, KEPT));
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
