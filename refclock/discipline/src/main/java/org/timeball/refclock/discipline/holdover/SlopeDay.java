package org.timeball.refclock.discipline.holdover;

import java.util.Arrays;
import java.util.List;

/**
 * The steepest slopes of one day at each horizon, which are all that a high quantile asks for.
 *
 * <p>A slope is kept as a float, s/s, rounded up. Not thread-safe.
 */
final class SlopeDay {

    /**
     * How many are kept at a horizon: the 99.9 % quantile of seven days is their eleventh steepest, and all of these may
     * have been on one day.
     */
    static final int KEPT = 11;

    /** Minutes looked at, by horizon. */
    private final int[] counts;

    /** By horizon, steepest first, zeros behind. */
    private final float[][] steepest;

    SlopeDay(int horizons) {
        this.counts = new int[horizons];
        this.steepest = new float[horizons][KEPT];
    }

    /** Takes a horizon over as it was. */
    void restore(int horizon, int count, List<Float> slopes) {
        counts[horizon] = count;
        for (int i = 0; i < slopes.size(); i++) {
            steepest[horizon][i] = slopes.get(i);
        }
    }

    /** Another minute's slope at a horizon, s/s, not negative. */
    void add(int horizon, double slope) {
        counts[horizon]++;
        float[] kept = steepest[horizon];
        float value = roundedUp(slope);
        if (value <= kept[KEPT - 1]) {
            return;
        }
        int place = KEPT - 1;
        while (place > 0 && kept[place - 1] < value) {
            kept[place] = kept[place - 1];
            place--;
        }
        kept[place] = value;
    }

    private static float roundedUp(double slope) {
        float value = (float) slope;
        return value < slope ? Math.nextUp(value) : value;
    }

    /** Minutes looked at, at that horizon at which most were. */
    int minutes() {
        return Arrays.stream(counts).max().orElse(0);
    }

    int count(int horizon) {
        return counts[horizon];
    }

    /** The steepest at a horizon, steepest first, zeros behind; a copy. */
    float[] steepest(int horizon) {
        return steepest[horizon].clone();
    }
}
