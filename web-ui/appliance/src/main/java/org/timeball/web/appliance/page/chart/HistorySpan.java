package org.timeball.web.appliance.page.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistorySeries;

/** How far back a page looks. */
public enum HistorySpan {
    /** Seconds, of which the daemon's memory holds so many. */
    HOUR("hour", "Hour", "hour", 3_600, 15),
    /** Steps of ten seconds. */
    DAY("day", "Day", "24 hours", 86_400, 60),
    /** Steps of a minute. */
    MONTH("month", "30 days", "30 days", 30 * 86_400, 300),
    /** Steps of ten minutes, of which the oldest are two years old. */
    YEARS("years", "Two years", "two years", HistoryRange.MOST_SECONDS, 600);

    /** Twice as many as a wide chart has pixels are of no use. */
    private static final int DRAWN_POINTS = 1_200;

    /** A daemon writes no second down in the first of its own. */
    private static final int MARGIN_SECONDS = 5;

    private final String key;
    private final String label;
    private final String words;
    private final int seconds;
    private final int refreshSeconds;

    HistorySpan(String key, String label, String words, int seconds, int refreshSeconds) {
        this.key = key;
        this.label = label;
        this.words = words;
        this.seconds = seconds;
        this.refreshSeconds = refreshSeconds;
    }

    /** In an address. */
    public String key() {
        return key;
    }

    /** On a link. */
    public String label() {
        return label;
    }

    /** In a sentence, behind "the last". */
    public String words() {
        return words;
    }

    /** After so long a page asks again. */
    public int refreshSeconds() {
        return refreshSeconds;
    }

    /** By its key. */
    public static Optional<HistorySpan> named(String key) {
        return Arrays.stream(values()).filter(span -> span.key.equals(key)).findFirst();
    }

    /** What is asked of the daemon to draw. */
    public HistoryRange drawn(List<HistorySeries> series) {
        return new HistoryRange(seconds, 0, DRAWN_POINTS, series);
    }

    /**
     * What is asked to reckon with: as fine as it is given.
     *
     * @param upSeconds since the daemon started: of the last hour it tells by seconds what it saw itself
     */
    public HistoryRange fine(long upSeconds, List<HistorySeries> series) {
        int from = this == HOUR ? Math.clamp(upSeconds - MARGIN_SECONDS, 1, seconds) : seconds;
        return new HistoryRange(from, 0, HistoryRange.MOST_POINTS, series);
    }
}
