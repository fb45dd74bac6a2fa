package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.PulseRecord;

class PulsePlotTest {

    private static final long NOW = Statuses.NOW.getEpochSecond();
    private static final double FULL_SCALE = 100e-9;

    @Test
    void drawsOurClockAheadUpwardsAndOneSecondAUnit() {
        var plot = PulsePlot.of(List.of(used(NOW - 1, 50e-9), used(NOW, -50e-9)), NOW, FULL_SCALE);

        assertEquals("M599 50h0l1 100", plot.line());
    }

    @Test
    void leavesAGapWhereNoPulseWasUsed() {
        var pulses = List.of(
                used(NOW - 4, 0),
                used(NOW - 3, 0),
                new PulseRecord(NOW - 2, 5e-6, false, 0, "too far off"),
                used(NOW - 1, 0),
                used(NOW, 0));

        assertEquals(
                "M596 100h0l1 0M599 100h0l1 0",
                PulsePlot.of(pulses, NOW, FULL_SCALE).line());
    }

    @Test
    void endsNowAlsoWhenPulsesEndedEarlier() {
        var plot = PulsePlot.of(List.of(used(NOW - 300, 0)), NOW, FULL_SCALE);

        assertEquals("M300 100h0", plot.line());
    }

    @Test
    void leavesOutWhatIsOlderUnnamedOrNotANumber() {
        var pulses =
                List.of(used(NOW - PulsePlot.WINDOW_SECONDS, 0), used(0, 0), used(NOW + 1, 0), used(NOW, Double.NaN));

        var plot = PulsePlot.of(pulses, NOW, FULL_SCALE);

        assertEquals("", plot.line());
        assertEquals("No pulse steered the clock in the last 10 minutes.", plot.caption());
        assertTrue(plot.minutes().isEmpty());
    }

    @Test
    void clipsWhatDoesNotFitAndSaysSo() {
        var pulses = LongStream.range(NOW - 500, NOW)
                .mapToObj(second -> used(second, second == NOW - 9 ? 5e-6 : 60e-9))
                .toList();

        var plot = PulsePlot.of(pulses, NOW, FULL_SCALE);

        assertEquals(FULL_SCALE, plot.fullScaleSeconds());
        assertTrue(plot.line().contains("l1 -40"), plot.line());
        assertTrue(
                plot.caption().endsWith("worst +5.00\u00a0µs at 10:41:18\u00a0UTC. Clipped 1\u00a0point."),
                plot.caption());
    }

    @Test
    void scalesByOneTwoFiveAndDoesNotJump() {
        assertEquals(200e-9, scale(120e-9, FULL_SCALE), 1e-15);
        assertEquals(50e-9, scale(30e-9, 500e-9), 1e-15);
        assertEquals(FULL_SCALE, scale(30e-9, FULL_SCALE), 1e-15);
        assertEquals(50e-9, scale(20e-9, FULL_SCALE), 1e-15);
        assertEquals(10e-9, scale(0, 1e-3), 1e-15);
    }

    @Test
    void namesTheUnitOnTheScale() {
        var plot = PulsePlot.of(List.of(used(NOW, 3.5e-6)), NOW, FULL_SCALE);

        assertEquals(List.of("+5\u00a0µs", "+2.5", "0", "\u22122.5", "\u22125"), plot.scaleLabels());
    }

    @Test
    void tellsMedianShareAndWorst() {
        var pulses = LongStream.rangeClosed(0, 100)
                .mapToObj(i -> used(NOW - i, (i - 50) * 1e-9))
                .toList();

        var plot = PulsePlot.of(pulses, NOW, FULL_SCALE);

        assertTrue(plot.caption().contains("Median 0\u00a0ns, 95\u00a0% within ±48.0\u00a0ns, worst "), plot.caption());
    }

    @Test
    void tabulatesByMinuteNewestFirst() {
        var pulses = LongStream.rangeClosed(NOW - 60, NOW)
                .mapToObj(second -> used(second, 3e-9))
                .toList();

        var minutes = PulsePlot.of(pulses, NOW, FULL_SCALE).minutes();

        assertEquals(
                List.of(
                        new PulsePlot.Minute("10:41:00", 28, "1.00", "+3.0\u00a0ns", "+3.0\u00a0ns"),
                        new PulsePlot.Minute("10:40:00", 33, "1.00", "+3.0\u00a0ns", "+3.0\u00a0ns")),
                minutes);
    }

    @Test
    void showsHowMuchPulsesCounted() {
        var pulses = List.of(
                new PulseRecord(NOW - 1, 0, true, 0.25, "used"),
                new PulseRecord(NOW, 0, true, 1, "used"),
                new PulseRecord(NOW - 2, 0, false, 0, "late"));

        assertEquals(
                "0.63",
                PulsePlot.of(pulses, NOW, FULL_SCALE).minutes().getFirst().weight());
    }

    /** Ten minutes of pulses fit the budget of a page that is sent anew every five seconds. */
    @Test
    void staysSmall() {
        var pulses = Statuses.pulses(Statuses.NOW);

        assertTrue(PulsePlot.of(pulses, NOW, FULL_SCALE).line().length() < 5_000);
    }

    private static double scale(double offsetSeconds, double previous) {
        return PulsePlot.of(List.of(used(NOW, offsetSeconds)), NOW, previous).fullScaleSeconds();
    }

    private static PulseRecord used(long second, double offsetSeconds) {
        return new PulseRecord(second, offsetSeconds, true, 1, "used");
    }
}
