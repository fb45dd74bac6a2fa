package org.timeball.web.appliance.page.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Sighting;
import org.timeball.web.appliance.page.Statuses;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.HistorySpan;
import org.timeball.web.appliance.page.chart.Past;
import org.timeball.web.appliance.page.chart.Series;

class ClockPageTest {

    private static final int SECONDS = 3_600;
    private static final long FIRST = 1_795_000_000L;

    private static Overview overview() {
        return Overview.of("timeball", new Sighting.Heard(Statuses.locked()), Overview.Figures.empty());
    }

    /** An hour of white noise of 20 ns, in holdover for a minute, warming by two degrees. */
    private static Past hour() {
        var random = new Random(5);
        double[] offset = new double[SECONDS];
        double[] state = new double[SECONDS];
        double[] celsius = new double[SECONDS];
        double[] ppm = new double[SECONDS];
        for (int k = 0; k < SECONDS; k++) {
            boolean isAlone = k >= 1_000 && k < 1_060;
            offset[k] = isAlone ? Double.NaN : 20e-9 * random.nextGaussian();
            state[k] = isAlone ? 1 : 0;
            celsius[k] = 40 + 2.0 * k / SECONDS;
            ppm[k] = 0.1 * celsius[k];
        }
        return new Past(new HistoryReport(
                FIRST,
                1,
                List.of(
                        Series.track(HistorySeries.OFFSET, offset),
                        Series.track(HistorySeries.FREQUENCY, ppm),
                        Series.track(HistorySeries.TEMPERATURE, celsius),
                        Series.track(HistorySeries.STATE, state))));
    }

    private static ClockPage page(HistorySpan span, Past past) {
        return ClockPage.of(span, overview(), past, past, Statuses.locked().errorSum(), "");
    }

    private static Chart chart(ClockPage page, String id) {
        return page.charts().stream()
                .filter(chart -> chart.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysInWordsWhatItDraws() {
        var page = page(HistorySpan.HOUR, hour());

        assertTrue(
                page.word("offset-caption").startsWith("Last hour, positive = our clock is ahead. Median "),
                page.word("offset-caption"));
        assertTrue(page.word("histogram-caption").startsWith("3,540\u00a0seconds in bars of "));
        assertTrue(page.word("scatter-caption").startsWith("+100.0\u00a0ppb/°C, R²\u00a01.00."));
        assertTrue(page.word("frequency-caption").contains("Temperature from 40.0\u00a0°C to 42.0\u00a0°C."));
        assertEquals(60, page.rows().size());
    }

    /** NIST SP 1065: of white noise of phase ADEV is √3 σ/τ, and TDEV σ at one interval. */
    @Test
    void tellsHowSteadyTheClockIs() {
        var page = page(HistorySpan.HOUR, hour());
        var deviations = chart(page, "deviations");
        var allan = deviations.lines().stream()
                .filter(line -> line.label().equals("ADEV"))
                .findFirst()
                .orElseThrow();

        assertEquals(Math.sqrt(3) * 20e-9, allan.values().getFirst(), 2e-9);
        assertEquals(
                20e-9, chart(page, "time-deviation").lines().getFirst().values().getFirst(), 1.5e-9);
        assertTrue(page.word("deviations-caption").contains("over 42\u00a0min without a gap"));
    }

    /** Means have less noise of phase than seconds: Allan's own deviation of them would flatter. */
    @Test
    void hasNoAllanDeviationOfMeans() {
        var seconds = hour().report();
        var page = page(HistorySpan.DAY, new Past(new HistoryReport(FIRST, 30, seconds.tracks())));

        assertTrue(chart(page, "deviations").lines().stream()
                .noneMatch(line -> line.label().startsWith("ADEV")));
        assertEquals("–", page.steadiness().getFirst().allan());
        assertTrue(page.word("deviations-caption").contains("needs seconds"));
    }

    @Test
    void shadesWhereThePulseDidNotSteer() {
        assertEquals(
                List.of(new Chart.Shade(FIRST + 1_000 - 0.5, FIRST + 1_059 + 0.5, "holdover")),
                chart(page(HistorySpan.HOUR, hour()), "offset").shades());
    }

    @Test
    void isEmptyWithoutAHistory() {
        for (var span : HistorySpan.values()) {
            var page = ClockPage.of(
                    span, overview(), Past.UNKNOWN, Past.UNKNOWN, ErrorSum.UNTOLD, "The daemon does not answer.");

            assertTrue(page.rows().isEmpty());
            assertTrue(page.word("offset-caption").contains("no pulse steered the clock"));
            assertEquals("The daemon does not answer.", page.sheet().trouble());
            assertFalse(ControlJson.line(page.sheet()).contains("NaN"));
        }
    }

    /** The bound is 250 µs after an hour and 12 ms after a day, which is as the 1.22nd power of time: 1 ms after 3.1 h. */
    @Test
    void foretellsWhenNothingWillBeVouchedFor() {
        assertEquals(
                "If no pulse came from now on: ±100_µs after 1_h, 95_%. The bound passes 1.00_ms, and the stratum drops,"
                        + " after about 3_h_7_min. 1_holdover in the span above; the longest lasted 1_min and ended 5.6_ns off.",
                page(HistorySpan.HOUR, hour()).word("forecast-caption").replace('\u00a0', '_'));
    }

    /** What a browser asks for every quarter of a minute. */
    @Test
    void isLightEnoughToBeAskedForOften() {
        var sheet = ControlJson.line(page(HistorySpan.HOUR, hour()).sheet());

        assertTrue(sheet.length() < 450_000, () -> sheet.length() + " octets");
    }
}
