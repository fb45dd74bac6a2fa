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
        return ofFirst(values.clone(), values.length);
    }

    /**
     * Measures the first of some numbers, and makes no garbage.
     *
     * @param values left in disorder, and as other numbers
     * @param count  how many of them, at least one
     */
    public static Spread ofFirst(double[] values, int count) {
        double median = medianOfFirst(values, count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        return new Spread(median, DEVIATION_PER_MEDIAN * medianOfFirst(values, count));
    }

    /**
     * The middle one of numbers, or the mean of the middle two.
     *
     * @param values at least one; left as they are
     */
    public static double median(double[] values) {
        return medianOfFirst(values.clone(), values.length);
    }

    /**
     * The middle one of the first of some numbers, or the mean of the middle two; makes no garbage.
     *
     * @param values left in disorder
     * @param count  how many of them, at least one
     */
    public static double medianOfFirst(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
