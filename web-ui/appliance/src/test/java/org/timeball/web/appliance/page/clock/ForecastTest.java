package org.timeball.web.appliance.page.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;
import org.timeball.web.appliance.page.chart.Past;

/** What is foretold of a clock alone, beside what became of it before. */
class ForecastTest {

    private static final double NO = Double.NaN;

    private static final ErrorSum SUM = new ErrorSum(
            List.of(),
            List.of(new ErrorSum.Ahead(100, 1e-6, 4e-6, 8e-6), new ErrorSum.Ahead(10_000, 100e-6, 400e-6, 1_600e-6)),
            1e-3);

    private static Past past(int stepSeconds, double[] states, double[] offsets) {
        return new Past(new HistoryReport(
                0, stepSeconds, List.of(track(HistorySeries.STATE, states), track(HistorySeries.OFFSET, offsets))));
    }

    private static HistoryTrack track(HistorySeries series, double[] values) {
        var list = Arrays.stream(values).boxed().toList();
        return new HistoryTrack(series.word(), series.unit(), list, list, list);
    }

    @Test
    void findsHoldoversThatEndedWithAPulse() {
        var past = past(10, new double[] {1, 0, 1, 1, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 1, 1}, new double[] {
            NO, 1e-9, NO, NO, NO, NO, -5e-6, 0, NO, NO, 0, NO, 3e-6, 0, NO, NO
        });

        assertEquals(
                List.of(new PastHoldovers.Ended(30, 5e-6), new PastHoldovers.Ended(10, 3e-6)),
                PastHoldovers.in(past).all(),
                "one began before all that is known, one ended with nothing vouched for, one is not over");
    }

    @Test
    void drawsThemBesideTheFanWhichGoesOnThroughThem() {
        var forecast = new Forecast(SUM, new PastHoldovers(List.of(new PastHoldovers.Ended(1_000, 7e-6))));

        var chart = forecast.chart();

        assertEquals(List.of(100.0, 1_000.0, 10_000.0), chart.places());
        assertEquals(Arrays.asList(NO, 7e-6, NO), values(chart, "holdovers that are over"));
        assertEquals(40e-6, values(chart, "within, 95 %").get(1), 1e-12, "a power law between 4 and 400");
        assertEquals(10e-6, values(chart, "straying alone, 50 %").get(1), 1e-12);
        assertTrue(
                forecast.caption()
                        .contains(
                                "1\u00a0holdover in the span above; the longest lasted 16\u00a0min and ended 7.00\u00a0µs off."),
                forecast.caption());
    }

    @Test
    void halfOfAllStrayLessThanTheHeadlineSays() {
        var chart = new Forecast(SUM, new PastHoldovers(List.of())).chart();

        for (int k = 0; k < chart.places().size(); k++) {
            assertTrue(values(chart, "straying alone, 50 %").get(k)
                    < values(chart, "within, 95 %").get(k));
        }
        assertTrue(chart.lines().stream().noneMatch(line -> line.look() == Line.Look.DOTS));
    }

    @Test
    void whereNothingIsForetoldNothingIsDrawn() {
        var chart =
                new Forecast(ErrorSum.UNTOLD, new PastHoldovers(List.of(new PastHoldovers.Ended(10, 1e-6)))).chart();

        assertEquals(List.of(), chart.places());
    }

    private static List<Double> values(Chart chart, String label) {
        return chart.lines().stream()
                .filter(line -> line.label().equals(label))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
