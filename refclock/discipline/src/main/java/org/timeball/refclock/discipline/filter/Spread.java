package org.timeball.refclock.discipline.filter;

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
     * Measures numbers that stand in order, in one walk from their middle outwards.
     *
     * @param sorted at least one; left as they are
     */
    static Spread ofSorted(double[] sorted) {
        int count = sorted.length;
        int middle = count / 2;
        double median = count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
        int below = middle - 1;
        int above = middle;
        double before = 0;
        double distance = 0;
        for (int met = 0; met <= middle; met++) {
            before = distance;
            boolean isBelow = above == count || below >= 0 && median - sorted[below] < sorted[above] - median;
            distance = isBelow ? median - sorted[below--] : sorted[above++] - median;
        }
        return new Spread(median, DEVIATION_PER_MEDIAN * (count % 2 == 1 ? distance : 0.5 * (before + distance)));
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
        int middle = count / 2;
        double upper = OrderStatistic.select(values, count, middle);
        if (count % 2 == 1) {
            return upper;
        }
        double lower = values[0];
        for (int i = 1; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return 0.5 * (lower + upper);
    }
}
