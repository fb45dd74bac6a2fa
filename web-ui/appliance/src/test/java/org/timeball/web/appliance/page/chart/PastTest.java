package org.timeball.web.appliance.page.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;

class PastTest {

    private static final double NONE = Double.NaN;

    @Test
    void beginsWhereSomethingIsKnown() {
        var past = new Past(new HistoryReport(
                        1_000,
                        10,
                        List.of(
                                Series.track(HistorySeries.STATE, NONE, NONE, 2, NONE, 0),
                                Series.track(HistorySeries.OFFSET, NONE, NONE, NONE, NONE, 5e-9))))
                .begun();

        assertEquals(3, past.steps());
        assertEquals(1_020, past.report().firstUtcSecond());
        assertArrayEquals(new double[] {NONE, NONE, 5e-9}, past.mean(HistorySeries.OFFSET));
    }

    /** A step of ten seconds from 1000 to 1009 has its middle at 1004.5, and a second stands where it is. */
    @Test
    void placesEachStepInItsMiddle() {
        var tens = new Past(new HistoryReport(1_000, 10, List.of(Series.track(HistorySeries.OFFSET, 1, 2))));
        var seconds = new Past(new HistoryReport(1_000, 1, List.of(Series.track(HistorySeries.OFFSET, 1, 2))));

        assertArrayEquals(new double[] {1_004.5, 1_014.5}, tens.places());
        assertArrayEquals(new double[] {1_000, 1_001}, seconds.places());
    }

    @Test
    void knowsNothingOfWhatTheReportLacks() {
        var past = new Past(new HistoryReport(1_000, 1, List.of(Series.track(HistorySeries.OFFSET, 1, NONE))));

        assertTrue(past.knows(HistorySeries.OFFSET));
        assertFalse(past.knows(HistorySeries.TEMPERATURE));
        assertEquals(2, past.mean(HistorySeries.TEMPERATURE).length);
        assertEquals(0, Past.UNKNOWN.begun().steps());
    }
}
