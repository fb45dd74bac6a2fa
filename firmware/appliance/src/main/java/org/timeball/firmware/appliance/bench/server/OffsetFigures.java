package org.timeball.firmware.appliance.bench.server;

import java.util.List;
import java.util.Locale;

/**
 * How large offsets were, without their sign, in microseconds.
 *
 * @param median half were no larger
 * @param p90    nine of ten
 * @param p99    99 of 100
 * @param worst  all
 */
record OffsetFigures(double median, double p90, double p99, double worst) {

    private static final double MICROS = 1e6;

    /** @param offsetsSeconds one at least */
    static OffsetFigures of(List<Double> offsetsSeconds) {
        var sorted = offsetsSeconds.stream()
                .mapToDouble(offset -> Math.abs(offset) * MICROS)
                .sorted()
                .toArray();
        return new OffsetFigures(
                quantile(sorted, 0.5), quantile(sorted, 0.9), quantile(sorted, 0.99), sorted[sorted.length - 1]);
    }

    /** The least that so large a share is not above. */
    private static double quantile(double[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** A line of the table whose head is {@link #HEAD}. */
    String line(String name) {
        return String.format(Locale.ROOT, "%-28s %9.1f %9.1f %9.1f %9.1f", name, median, p90, p99, worst);
    }

    /** What the columns are. */
    static final String HEAD = String.format("%-28s %9s %9s %9s %9s", "|offset|, µs", "median", "p90", "p99", "worst");
}
