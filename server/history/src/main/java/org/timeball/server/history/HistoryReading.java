package org.timeball.server.history;

import java.util.Map;
import org.timeball.server.control.history.HistorySeries;

/**
 * What was so in one second.
 *
 * @param utcSecond    which, since the Unix epoch, as we hold it to be
 * @param isVouchedFor whether that is the time: other seconds are remembered for an hour and not written down
 * @param values       of the series that are known; all others are not
 */
public record HistoryReading(long utcSecond, boolean isVouchedFor, Map<HistorySeries, Double> values) {

    /** Copies the map. */
    public HistoryReading {
        values = Map.copyOf(values);
    }

    /** NaN when not known. */
    double value(HistorySeries series) {
        return values.getOrDefault(series, Double.NaN);
    }
}
