package org.timeball.web.appliance.page.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.control.history.HistoryReport;

class HistoryPlotTest {

    /** Steps of 0.5 in every series that is asked for, the first of them unknown. */
    private static Past past(HistoryPlot plot) {
        var tracks = plot.series().stream()
                .map(series -> Series.track(series, Double.NaN, 0.5, 0.5))
                .toList();
        return new Past(new HistoryReport(1_795_000_000L, 10, tracks));
    }

    @ParameterizedTest
    @EnumSource(HistoryPlot.class)
    void drawsAllThatItAsksFor(HistoryPlot plot) {
        var chart = plot.drawn(past(plot));

        assertEquals(plot.series().size() - 1, chart.lines().size());
        assertEquals(2, chart.places().size());
        assertEquals(HistoryPlot.named(plot.key()).orElseThrow(), plot);
        assertTrue(plot.caption(past(plot), HistorySpan.HOUR).startsWith("Since 2026"));
    }

    @ParameterizedTest
    @EnumSource(HistoryPlot.class)
    void saysWhereNothingIsKnown(HistoryPlot plot) {
        assertEquals("Nothing is written down of that yet.", plot.caption(Past.UNKNOWN, HistorySpan.DAY));
        assertEquals(0, plot.drawn(Past.UNKNOWN).places().size());
    }

    /** Key exchanges are few: they are told a minute. */
    @Test
    void countsKeyExchangesAMinute() {
        var chart = HistoryPlot.EXCHANGES.drawn(past(HistoryPlot.EXCHANGES));

        assertEquals(List.of(30.0, 30.0), chart.lines().getFirst().values());
        assertEquals("1/min", chart.y().unit());
    }
}
