package org.timeball.server.control.history;

import java.util.List;

/**
 * One series over a range; a point that is not known is NaN in all three lists.
 *
 * @param series its name
 * @param unit   what its numbers are of
 * @param mean   of each step
 * @param low    the smallest of each step
 * @param high   the largest of each step
 */
public record HistoryTrack(String series, String unit, List<Double> mean, List<Double> low, List<Double> high) {

    /** Copies the lists. */
    public HistoryTrack {
        mean = List.copyOf(mean);
        low = List.copyOf(low);
        high = List.copyOf(high);
        if (low.size() != mean.size() || high.size() != mean.size()) {
            throw new IllegalArgumentException(
                    "means, lows and highs are " + mean.size() + ", " + low.size() + " and " + high.size());
        }
    }
}
