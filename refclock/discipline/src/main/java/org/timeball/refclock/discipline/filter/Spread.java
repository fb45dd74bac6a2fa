package org.timeball.refclock.discipline.filter;

import java.util.Arrays;

/**
 * Where a handful of numbers lies and how far it scatters, unmoved by a minority of wild ones.
 *
 * @param median     the middle value; the mean of the middle two of an even number
 * @param deviation  the scatter as a standard deviation, from the median absolute deviation; not negative
 */
public record Spread(double median, double deviation) {

    /** Turns the median absolute deviation of gaussian numbers into their standard deviation: 1 / Φ⁻¹(¾). */
    public static final double DEVIATION_PER_MEDIAN = 1.4826;

    /**
     * Measures numbers.
     *
     * @param values at least one; left as they are
     */
    public static Spread of(double[] values) {
        double median = median(values);
        double[] distances = new double[values.length];
        Arrays.setAll(distances, i -> Math.abs(values[i] - median));
        return new Spread(median, DEVIATION_PER_MEDIAN * median(distances));
    }

    /**
     * The middle one of numbers, or the mean of the middle two.
     *
     * @param values at least one; left as they are
     */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
