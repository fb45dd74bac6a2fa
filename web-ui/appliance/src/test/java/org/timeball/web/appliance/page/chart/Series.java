package org.timeball.web.appliance.page.chart;

import java.util.Arrays;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;

/** Series of a history for tests. */
public final class Series {

    private Series() {}

    /** Steps that are their own least and most. */
    public static HistoryTrack track(HistorySeries series, double... values) {
        var list = Arrays.stream(values).boxed().toList();
        return new HistoryTrack(series.word(), series.unit(), list, list, list);
    }
}
