package org.timeball.server.history;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;

/**
 * One series, step by step; what is not known is NaN in all three. Arrays, for there are many: nobody changes them but who made them.
 *
 * @param mean of each step
 * @param low  the least of each step
 * @param high the most of each step
 */
record Steps(double[] mean, double[] low, double[] high) {

    /** Of seconds, each of which is its own mean, least and most. */
    static Steps ofSeconds(double[] seconds) {
        return new Steps(seconds, seconds, seconds);
    }

    /** Of which nothing is known. */
    static Steps unknown(int steps) {
        double[] none = new double[steps];
        Arrays.fill(none, Double.NaN);
        return ofSeconds(none);
    }

    /** The same in longer steps, {@code factor} in one; the last of them may lack some. */
    Steps joined(int factor) {
        if (factor == 1) {
            return this;
        }
        int steps = Math.ceilDiv(mean.length, factor);
        var joined = new Steps(new double[steps], new double[steps], new double[steps]);
        for (int step = 0; step < steps; step++) {
            int begin = step * factor;
            int end = Math.min(mean.length, begin + factor);
            joined.mean[step] = known(mean, begin, end).average().orElse(Double.NaN);
            joined.low[step] = known(low, begin, end).min().orElse(Double.NaN);
            joined.high[step] = known(high, begin, end).max().orElse(Double.NaN);
        }
        return joined;
    }

    /** Puts a single step where nothing is known; who made these has not shown them to anybody yet. */
    void fill(int step, Steps single) {
        if (Double.isNaN(mean[step])) {
            mean[step] = single.mean[0];
            low[step] = single.low[0];
            high[step] = single.high[0];
        }
    }

    private static DoubleStream known(double[] values, int begin, int end) {
        return Arrays.stream(values, begin, end).filter(value -> !Double.isNaN(value));
    }

    HistoryTrack track(HistorySeries series) {
        return new HistoryTrack(series.word(), series.unit(), list(mean), list(low), list(high));
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
