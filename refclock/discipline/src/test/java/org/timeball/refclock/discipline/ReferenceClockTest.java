package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.refclock.time.ClockState.ACQUIRING;
import static org.timeball.refclock.time.ClockState.LOCKED;
import static org.timeball.refclock.time.ClockState.STARTING;
import static org.timeball.refclock.time.ClockState.UNSYNCHRONISED;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SystemClock;

class ReferenceClockTest {

    private static final Crystal.Traits BOARD = Crystal.Traits.onABoard(12_000);
    private static final PulseNoise.Traits KERNEL = PulseNoise.Traits.ofKernelStamps();

    /** A clock whose kernel may withdraw the right to steer it. */
    private static final class Reluctant implements SystemClock {
        private final SimulatedClock clock = new SimulatedClock(Rig.NOON + 400_000_000);
        private boolean refuses;

        @Override
        public long rawNanos() {
            return clock.rawNanos();
        }

        @Override
        public long monotonicNanos() {
            return clock.monotonicNanos();
        }

        @Override
        public long correctionNanos(long rawNanos) {
            return 0;
        }

        @Override
        public double correctionRatePpb() {
            return 0;
        }

        @Override
        public void step(long deltaNanos) throws DeviceException {
            allowed("step");
            clock.step(deltaNanos);
        }

        @Override
        public void setFrequencyPpb(double frequencyPpb) throws DeviceException {
            allowed("freq");
            clock.setFrequencyPpb(frequencyPpb);
        }

        private void allowed(String what) throws DeviceException {
            if (refuses) {
                throw new DeviceException("clock_adjtime(" + what + "): EPERM");
            }
        }
    }

    /** A reading that nobody has compared since would be served as right until the next look. */
    @Test
    void doesNotPublishAReadingOfAClockThatWasSetMeanwhile() {
        var raw = new AtomicLong(Rig.NOON);
        var clock = new SoftwareClock(raw::get, () -> Rig.NOON, () -> {
            raw.addAndGet(10 * Rig.SECOND); // just after it was looked at
            return 0;
        });
        var referenceClock = new ReferenceClock(ReferenceClockSettings.defaults(), clock, event -> {});
        referenceClock.onTick();
        assertEquals(Rig.NOON, referenceClock.snapshot().rawNanos());
    }

    @Test
    void vouchesForNothingBeforeItHears() {
        var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN.silent(k -> true));
        rig.runUntilSecond(100);
        assertEquals(List.of(STARTING), rig.states());
        assertEquals(Leap.UNKNOWN, rig.referenceClock.snapshot().leap());
        assertEquals(16, rig.referenceClock.snapshot().boundSeconds());
        assertEquals(
                "no word from the receiver yet", rig.referenceClock.report().reason());
    }

    @Test
    void saysWhatItWaitsFor() {
        var noFix = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN.fix(k -> false));
        noFix.runUntilSecond(20);
        assertEquals(
                "the receiver has no fix (no fix)",
                noFix.referenceClock.report().reason());
        var noPulse = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL.missing(1), Script.PLAIN);
        noPulse.runUntilSecond(20);
        assertEquals(
                "the receiver speaks, but no pulse comes",
                noPulse.referenceClock.report().reason());
    }

    @Test
    void tellsWhatItDid() {
        var rig = Rig.unsteered(Rig.NOON, 7.5, BOARD, KERNEL.missing(0.01), Script.PLAIN);
        rig.runUntilSecond(1_000);
        var report = rig.referenceClock.report();
        var snapshot = rig.referenceClock.snapshot();

        assertEquals(LOCKED, report.state());
        assertEquals(RefId.PPS, snapshot.refId());
        assertEquals(1, snapshot.stratum());
        assertEquals(Rig.NOON / Rig.SECOND + 1_000, report.lastUsedUtcSecond());
        assertEquals(report.lastUsedUtcSecond() * Rig.SECOND, snapshot.referenceNanos());
        assertEquals(12, report.oscillatorPpm(), 0.1);
        assertEquals(200e-9, report.rmsOffsetSeconds(), 100e-9);
        assertEquals(250e-9, report.jitterSeconds(), 80e-9);
        assertEquals(1, report.updateIntervalSeconds(), 1e-3);
        assertTrue(report.skewPpm() > 0 && report.skewPpm() < 0.1);
        assertEquals(0.15, report.delay().medianSeconds(), 1e-3);
        assertEquals(1_000, report.used() + report.missed() + report.notUsed().get("second not named"), 2);
        assertTrue(report.missed() > 2 && report.missed() < 30);
        assertEquals(0, (report.sinceUtcNanos() - Rig.NOON) * 1e-9 - 7, 2);
        assertTrue(Integer.bitCount(report.reach()) >= 6, () -> "reach " + report.reach());
        long steps =
                rig.events.stream().filter(ClockEvent.Stepped.class::isInstance).count();
        assertEquals(1, steps);
    }

    @Test
    void everyPulseIsJudgedAndTheLastHourIsKept() {
        var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN);
        rig.runUntilSecond(5_000);
        var pulses = rig.referenceClock.recentPulses();
        assertEquals(3_600, pulses.size(), 1);
        assertEquals(
                OptionalLong.of(Rig.NOON / Rig.SECOND + 5_000), pulses.getLast().utcSecond());
        assertEquals(
                5_000,
                rig.events.stream()
                        .filter(ClockEvent.PulseJudged.class::isInstance)
                        .count());
    }

    @Test
    void theSameEdgeTwiceAndASecondEdgeInASecondAreNotUsed() {
        var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN);
        rig.runUntilSecond(100);
        var last = rig.referenceClock.recentPulses().getLast();
        rig.referenceClock.onPulse(new Pulse(rig.world.clock().rawNanos(), 100));
        rig.runUntilSecond(101);
        rig.referenceClock.onPulse(new Pulse(rig.world.clock().rawNanos(), 7_000));
        rig.referenceClock.onPulse(new Pulse(last.rawNanos(), 8_000));
        rig.referenceClock.onPulse(new Pulse(rig.world.clock().rawNanos() + Rig.SECOND, 9_000));
        var notUsed = rig.referenceClock.report().notUsed();
        assertEquals(1, notUsed.get("duplicate"));
        assertEquals(1, notUsed.get("out of place"));
        assertEquals(2, notUsed.get("out of date"));
        assertEquals(LOCKED, rig.referenceClock.snapshot().state());
    }

    @Test
    void aClockThatRefusesIsSaidSoAndRetried() {
        var clock = new Reluctant();
        var settings = ReferenceClockSettings.defaults().withGranularityPpb(SimulatedClock.KERNEL_GRANULARITY_PPB);
        var rig = new Rig(Rig.NOON, clock.clock, clock, settings, BOARD, KERNEL, Script.PLAIN);
        clock.refuses = true;
        rig.runUntilSecond(60);
        var report = rig.referenceClock.report();
        assertEquals(UNSYNCHRONISED, report.state());
        assertEquals("the clock refuses to be steered: clock_adjtime(step): EPERM", report.reason());
        assertTrue(report.refusals() > 10);

        clock.refuses = false;
        rig.runUntilSecond(90);
        assertEquals(LOCKED, rig.lastLook().state());
        clock.refuses = true;
        rig.runUntilSecond(100);
        assertEquals(UNSYNCHRONISED, rig.lastLook().state());
        assertTrue(rig.referenceClock.report().notUsed().get("clock refused") >= 10);
        clock.refuses = false;
        rig.runUntilSecond(120);
        assertEquals(LOCKED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        var defaults = ReferenceClockSettings.defaults();
        assertThrows(IllegalArgumentException.class, () -> defaults.withLimitSeconds(0));
        assertThrows(IllegalArgumentException.class, () -> defaults.withLimitSeconds(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> defaults.withGranularityPpb(-1));
    }

    /** A burst repeated without its time, as a line with damaged sentences gives it, takes nothing back. */
    @Test
    void aBurstThatSaysNothingOfTimeDisturbsNothing() {
        var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN);
        for (int second = 1; second <= 30; second++) {
            rig.runUntilSecond(second);
            rig.referenceClock.onEpoch(new Epoch(
                    OptionalLong.empty(),
                    rig.world.clock().rawNanos(),
                    false,
                    Fix.THREE_D,
                    9,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalDouble.empty()));
        }
        assertEquals(List.of(STARTING, ACQUIRING, LOCKED), rig.states());
    }
}
