package org.timeball.server.control.history;

import java.util.List;

/**
 * What part of the history is asked for.
 *
 * @param fromSecondsAgo where it begins, 1 to {@value #MOST_SECONDS}
 * @param toSecondsAgo   where it ends, 0 for now, less than {@code fromSecondsAgo}
 * @param points         at most so many steps, 1 to {@value #MOST_POINTS}
 * @param series         one or more, each once
 */
public record HistoryRange(int fromSecondsAgo, int toSecondsAgo, int points, List<HistorySeries> series) {

    /** Two years. */
    public static final int MOST_SECONDS = 2 * 365 * 86_400;

    /** Which keeps a reply of all series below the longest that is read. */
    public static final int MOST_POINTS = 4_000;

    /** Refuses what is out of range. */
    public HistoryRange {
        series = List.copyOf(series);
        if (!isValid(fromSecondsAgo, toSecondsAgo, points) || series.isEmpty()) {
            throw new IllegalArgumentException(
                    "%d points of %s, from %d to %d s ago".formatted(points, series, fromSecondsAgo, toSecondsAgo));
        }
    }

    /** Whether there is such a range. */
    public static boolean isValid(int fromSecondsAgo, int toSecondsAgo, int points) {
        return fromSecondsAgo <= MOST_SECONDS
                && toSecondsAgo >= 0
                && toSecondsAgo < fromSecondsAgo
                && points >= 1
                && points <= MOST_POINTS;
    }
}
