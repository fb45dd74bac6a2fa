package org.timeball.server.control.history;

import java.util.List;

/**
 * What was written down over a range, in steps of one length.
 *
 * @param firstUtcSecond the first step begins with it, since the Unix epoch
 * @param stepSeconds    how long a step is, positive
 * @param tracks         the series that were asked for, in that order
 */
public record HistoryReport(long firstUtcSecond, int stepSeconds, List<HistoryTrack> tracks) {

    /** Copies the list. */
    public HistoryReport {
        tracks = List.copyOf(tracks);
        if (stepSeconds < 1) {
            throw new IllegalArgumentException("a step of " + stepSeconds + " s");
        }
    }
}
