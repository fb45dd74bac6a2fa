package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.ErrorBound;
import org.timeball.refclock.discipline.HoldoverOutlook;
import org.timeball.refclock.discipline.JudgedPulse;
import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.ReferenceClockReport;
import org.timeball.refclock.discipline.SentenceDelay;
import org.timeball.refclock.discipline.correction.SawtoothReport;
import org.timeball.refclock.discipline.correction.TemperatureReport;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.discipline.filter.Coasting;
import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapReport;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSource;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.RefId;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.LeapRecord;

/** Ours is positive = our clock is behind; what goes out is positive = our clock is ahead. */
class StatusReportTest {

    private static final long RAW = 1_795_392_000_000_000_000L;

    private static final LeapReport LEAP = new LeapReport(
            37,
            Optional.of(new LeapSecond(1_798_761_600L, 1)),
            List.of(new LeapVote.Denied(LeapSource.RECEIVER)),
            "only one says so",
            "leap-seconds.list",
            1_751_846_400L,
            1_782_604_800L,
            LeapMode.STEP,
            0);

    @Test
    void aPulseThatFindsOurClockBehindIsNegative() {
        var judged = new JudgedPulse(
                RAW, OptionalLong.of(1_795_392_000L), OptionalDouble.of(2e-6), new PulseVerdict.Used(0.7));
        assertEquals(-2e-6, StatusReport.pulse(judged).offsetSeconds());
        assertTrue(StatusReport.pulse(judged).isUsed());
        assertEquals(0.7, StatusReport.pulse(judged).weight());
    }

    @Test
    void aPulseNotUsedSaysWhy() {
        var verdict = new PulseVerdict.NotUsed(PulseVerdict.Reason.OUTLIER, "late by 23 µs, usual spread 0.3 µs");
        var judged = new JudgedPulse(RAW, OptionalLong.empty(), OptionalDouble.empty(), verdict);
        var record = StatusReport.pulse(judged);
        assertFalse(record.isUsed());
        assertEquals(0, record.weight());
        assertEquals("late by 23 µs, usual spread 0.3 µs", record.verdict());
        assertEquals(0, record.utcSecond());
        assertEquals("0.0", Double.toString(record.offsetSeconds()), "no negative zero");
    }

    @Test
    void aMachineThatIsBehindHasANegativeSystemTime() {
        var tracking = StatusReport.tracking(locked(5_000_000_000L), report(2e-6, 0.5), LEAP, RAW, 3e-6, 0);
        assertEquals(-5, tracking.systemTimeSeconds(), 1e-9);
        assertEquals(-2e-6, tracking.lastOffsetSeconds());
        assertEquals(0.5, tracking.frequencyPpm(), "an oscillator that runs fast is positive on both sides");
        assertEquals(0x50505300L, tracking.refIdBits());
        assertEquals("PPS", tracking.source());
        assertEquals(3e-6, tracking.rootDispersionSeconds());
    }

    @Test
    void tellsWhatIsKnownOfLeapSeconds() {
        var leap = StatusReport.tracking(locked(0), report(0, 0), LEAP, RAW, 3e-6, 0)
                .leap();
        assertEquals(37, leap.taiMinusUtcSeconds());
        assertEquals("a second inserted before 2027-01-01", leap.next());
        assertEquals(1_798_761_600L, leap.nextUtcSecond());
        assertEquals(List.of(new LeapRecord.Vote("the receiver", "none")), leap.votes());
        assertTrue(leap.isFileExpired());
        assertEquals("step", leap.mode());
    }

    @Test
    void aSuspicionIsSaidWithItsLevel() {
        assertEquals("", StatusReport.words(Suspicion.NONE));
        var suspicion =
                new Suspicion(Suspicion.Level.SUSPECT, Set.of(Ground.JAMMING), "the receiver says it is jammed", 0);
        assertEquals("suspect: the receiver says it is jammed", StatusReport.words(suspicion));
    }

    @Test
    void namesNoSourceWhileNothingIsVouchedFor() {
        var tracking = StatusReport.tracking(ClockSnapshot.starting(RAW), report(0, 0), LEAP, RAW, 16, 0);
        assertEquals("", tracking.source());
        assertEquals(0, tracking.stratum());
        assertEquals("Not synchronised", tracking.leapStatus());
    }

    private static final HoldoverOutlook OUTLOOK = new HoldoverOutlook(
            1e-6,
            1e-3,
            0,
            new Estimate(0, new Coasting(1e-14, 0, 1e-18, 1e-18, 1e-20), 0, 0, 1, 2e-7, true),
            0,
            new HoldoverMemory(700, SlopeRecord.EMPTY).slopes());

    private static ClockSnapshot locked(long correctionNanos) {
        return new ClockSnapshot(
                ClockState.LOCKED, Leap.NONE, 1, RefId.PPS, RAW, 0, correctionNanos, 0, RAW, 0, 3e-6, 300, 1e-6, 100);
    }

    private static ReferenceClockReport report(double lastOffsetSeconds, double oscillatorPpm) {
        return report(lastOffsetSeconds, oscillatorPpm, ErrorBound.NONE);
    }

    private static ReferenceClockReport report(double lastOffsetSeconds, double oscillatorPpm, ErrorBound bound) {
        return new ReferenceClockReport(
                ClockState.LOCKED,
                RAW,
                "pulses steer the clock",
                1,
                0,
                java.util.Map.of(),
                1,
                RAW / 1_000_000_000L,
                lastOffsetSeconds,
                1e-7,
                oscillatorPpm,
                0,
                0.01,
                2e-7,
                1,
                true,
                SentenceDelay.UNKNOWN,
                Suspicion.NONE,
                0,
                SawtoothReport.UNTOLD,
                TemperatureReport.NONE,
                bound,
                OUTLOOK);
    }

    /** What a person sees adds up to what clients are told, however old the report is. */
    @Test
    void partsOfTheErrorAddUp() {
        var sum = ErrorSumReport.ofReceiver(
                report(0, 0, OUTLOOK.bound(0)), 2e-6 + OUTLOOK.bound(0).withinSeconds(), 3e-6, 0);

        assertEquals(
                2e-6 + OUTLOOK.bound(0).withinSeconds(),
                sum.parts().stream().mapToDouble(ErrorSum.Part::withinSeconds).sum(),
                1e-15);
        assertEquals(
                3e-6,
                sum.parts().stream().mapToDouble(ErrorSum.Part::boundSeconds).sum(),
                1e-15);
        assertEquals("growth since that was reckoned", sum.parts().getLast().name());
    }

    /** A clock that has been alone for an hour is worse in the next than one that has just heard a pulse. */
    @Test
    void foretellsWhatAClockAloneWillBeWorth() {
        var now = ErrorSumReport.ofReceiver(report(0, 0, OUTLOOK.bound(0)), 1e-6, 1e-6, 0);
        var alone = ErrorSumReport.ofReceiver(report(0, 0, OUTLOOK.bound(0)), 1e-6, 1e-6, 3_600);

        assertEquals(30, now.holdover().getFirst().seconds());
        assertEquals(86_400, now.holdover().getLast().seconds());
        assertEquals(1e-3, now.limitSeconds());
        for (int k = 1; k < now.holdover().size(); k++) {
            assertTrue(now.holdover().get(k).boundSeconds()
                    > now.holdover().get(k - 1).boundSeconds());
            assertTrue(alone.holdover().get(k).boundSeconds()
                    > now.holdover().get(k).boundSeconds());
        }
    }
}
