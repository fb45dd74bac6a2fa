package org.timeball.web.appliance.page.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Charts as tables for other programs. */
class ChartCsvTest {

    @Test
    void hasAColumnForEachSeriesAndARowForEachPlace() {
        var chart = Chart.of(
                        "offset",
                        Axis.TIME,
                        Axis.linear("ns"),
                        new double[] {1_795_405_963, 1_795_405_972.5},
                        List.of(
                                Line.of("mean", Line.Look.LINE, 1, new double[] {-12.5, Double.NaN}),
                                Line.of("temperature, board", Line.Look.LINE, 2, new double[] {48.25, 1e-9})
                                        .onSecond()))
                .withSecond(Axis.linear("°C"));

        assertEquals(
                "UTC,mean / ns,\"temperature, board / °C\"\r\n"
                        + "2026-11-23T03:52:43Z,-12.5,48.25\r\n"
                        + "2026-11-23T03:52:52.500Z,,0.0000000010\r\n",
                ChartCsv.of(chart));
    }

    @Test
    void ofNothingHasAHead() {
        assertEquals(
                "s,95 %\r\n",
                ChartCsv.of(Chart.of(
                        "forecast",
                        Axis.log("s"),
                        Axis.log(""),
                        new double[0],
                        List.of(Line.of("95 %", Line.Look.LINE, 1, new double[0])))));
    }
}
