package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.SystemClock;

/** C17 of the test catalogue: who asks twice never finds the second answer's time before the first's. */
class ServedTimeOrderTest {

    private static final int ANSWERS = 1_000_000;

    /** A client on the same machine can have two answers no sooner, nanoseconds. */
    private static final int SOONEST = 1_000;

    private static final int LATEST = 2_000_000;

    /**
     * @param isSteered whether the kernel's clock is, or a correction is kept beside it
     * @param noise     of its pulses
     * @param hasOutage without a pulse or a word for some minutes, so that it is slewed back afterwards
     */
    record World(String name, boolean isSteered, PulseNoise.Traits noise, boolean hasOutage) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<World> WORLDS = List.of(
            new World("steered", true, PulseNoise.Traits.ofKernelStamps(), false),
            new World("not steered", false, PulseNoise.Traits.ofKernelStamps(), false),
            new World("coarse pulses and an outage, steered", true, PulseNoise.Traits.ofUserSpace(), true),
            new World("coarse pulses and an outage, not steered", false, PulseNoise.Traits.ofUserSpace(), true));

    @ParameterizedTest
    @FieldSource("WORLDS")
    void neverGoesBackBetweenTwoAnswers(World row) {
        var raw = new SimulatedClock(Rig.NOON);
        SystemClock clock = row.isSteered ? raw : new SoftwareClock(raw::rawNanos, raw::monotonicNanos);
        double granularity = row.isSteered ? SimulatedClock.KERNEL_GRANULARITY_PPB : 0;
        var settings = ReferenceClockSettings.defaults().withGranularityPpb(granularity);
        var script = row.hasOutage ? Script.PLAIN.silent(k -> k > 300 && k < 600) : Script.PLAIN;
        var rig = new Rig(Rig.NOON, raw, clock, settings, Crystal.Traits.onABoard(12_000), row.noise, script);
        rig.runUntilSecond(120);
        assertEquals(ClockState.LOCKED, rig.referenceClock.snapshot().state());

        var random = new Random(17);
        long before = served(rig, raw);
        for (int i = 0; i < ANSWERS; i++) {
            rig.world.runUntil(rig.world.utcNanos() + random.nextInt(SOONEST, LATEST));
            long now = served(rig, raw);
            int answer = i;
            long last = before;
            assertTrue(Long.compareUnsigned(now, last) > 0, () -> answer + ": " + last + " then " + now);
            before = now;
        }
        assertEquals(row.hasOutage, rig.states().contains(ClockState.HOLDOVER));
        assertEquals(ClockState.LOCKED, rig.referenceClock.snapshot().state());
    }

    /** As a reply's transmit time, in units of 2^-32 s. */
    private static long served(Rig rig, SimulatedClock raw) {
        return NtpTimestamp.bitsOf(rig.referenceClock.snapshot().utcNanos(raw.rawNanos()));
    }
}
