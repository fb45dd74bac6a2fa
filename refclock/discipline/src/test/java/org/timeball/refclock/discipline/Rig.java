package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.SystemClock;

/** A reference clock in a simulated world, with a scripted receiver, and what can be measured of it. */
final class Rig {

    static final long SECOND = 1_000_000_000L;

    /** 2026-11-23 12:00:00 UTC, away from midnight. */
    static final long NOON = 1_795_435_200L * SECOND;

    /** From the edge to the call: interrupt, wake-up, queue. */
    private static final long NEWS_NANOS = 3_000_000;

    private static final long BURST_NANOS = 60_000_000;
    private static final long TICK_NANOS = 250_000_000;

    /**
     * One look at served time, in the middle of a second.
     *
     * @param second       since the start
     * @param errorSeconds served less true time
     */
    record Look(int second, ClockState state, double errorSeconds, double boundSeconds, double withinSeconds) {}

    final SimulatedWorld world;
    final ReferenceClock referenceClock;
    final List<ClockEvent> events = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    private final long startNanos;
    private final PulseNoise noise;
    private final Script script;
    private final Random random = new Random(99);
    private boolean isPaused;
    private Optional<LeapNotice> leapNotice = Optional.empty();
    private long sequence;

    /** A world whose raw clock is steered as a kernel's is. */
    static Rig steered(
            long startNanos, double aheadSeconds, Crystal.Traits crystal, PulseNoise.Traits noise, Script script) {
        var raw = new SimulatedClock(startNanos + Math.round(aheadSeconds * 1e9));
        var settings = ReferenceClockSettings.defaults().withGranularityPpb(SimulatedClock.KERNEL_GRANULARITY_PPB);
        return new Rig(startNanos, raw, raw, settings, crystal, noise, script);
    }

    /** The same with another limit of the bound. */
    static Rig steered(
            long startNanos,
            double aheadSeconds,
            Crystal.Traits crystal,
            PulseNoise.Traits noise,
            Script script,
            double limitSeconds) {
        var raw = new SimulatedClock(startNanos + Math.round(aheadSeconds * 1e9));
        var settings = ReferenceClockSettings.defaults()
                .withGranularityPpb(SimulatedClock.KERNEL_GRANULARITY_PPB)
                .withLimitSeconds(limitSeconds);
        return new Rig(startNanos, raw, raw, settings, crystal, noise, script);
    }

    /** A world whose raw clock nobody steers. */
    static Rig unsteered(
            long startNanos, double aheadSeconds, Crystal.Traits crystal, PulseNoise.Traits noise, Script script) {
        var raw = new SimulatedClock(startNanos + Math.round(aheadSeconds * 1e9));
        return new Rig(
                startNanos,
                raw,
                new SoftwareClock(raw::rawNanos, raw::monotonicNanos),
                ReferenceClockSettings.defaults(),
                crystal,
                noise,
                script);
    }

    Rig(
            long startNanos,
            SimulatedClock raw,
            SystemClock clock,
            ReferenceClockSettings settings,
            Crystal.Traits crystal,
            PulseNoise.Traits noise,
            Script script) {
        this(startNanos, raw, clock, settings, LeapSettings.DEFAULT, crystal, noise, script);
    }

    Rig(
            long startNanos,
            SimulatedClock raw,
            SystemClock clock,
            ReferenceClockSettings settings,
            LeapSettings leapSettings,
            Crystal.Traits crystal,
            PulseNoise.Traits noise,
            Script script) {
        this.startNanos = startNanos;
        this.world = new SimulatedWorld(startNanos, raw, new Crystal(crystal, 42));
        this.noise = new PulseNoise(noise, 43);
        this.script = script;
        this.referenceClock = new ReferenceClock(settings, leapSettings, clock, events::add);
        world.at(startNanos + SECOND, () -> second(1));
        world.at(startNanos + TICK_NANOS / 2, this::tick);
    }

    void announce(LeapNotice notice) {
        leapNotice = Optional.of(notice);
    }

    /** The process stands still, the machine and its clock go on. */
    void pause(boolean pause) {
        isPaused = pause;
    }

    void runUntilSecond(int second) {
        world.runUntil(startNanos + second * SECOND + SECOND / 2);
    }

    Look lastLook() {
        return looks.getLast();
    }

    /** The states it went through, in order. */
    List<ClockState> states() {
        List<ClockState> states = new ArrayList<>(List.of(ClockState.STARTING));
        for (var event : events) {
            if (event instanceof ClockEvent.StateChanged changed) {
                states.add(changed.to());
            }
        }
        return states;
    }

    private void tick() {
        if (!isPaused) {
            referenceClock.onTick();
        }
        world.at(world.utcNanos() + TICK_NANOS, this::tick);
    }

    private void second(int k) {
        long at = startNanos + k * SECOND;
        world.at(at + SECOND, () -> second(k + 1));
        world.at(at + SECOND / 2, () -> look(k));
        if (isPaused || script.isSilent().test(k)) {
            return;
        }
        noise.nextSeconds().ifPresent(latency -> pulse(k, latency));
        long burstAt = at + Math.round(script.delay().applyAsDouble(k) * 1e9);
        world.at(burstAt, () -> burst(k));
    }

    private void pulse(int k, double latencySeconds) {
        double lateSeconds = latencySeconds + script.pulseShift().applyAsDouble(k);
        long lateNanos = Math.round(lateSeconds * 1e9);
        long stamp = world.clock().rawNanos() + lateNanos;
        long news = Math.max(0, lateNanos) + NEWS_NANOS + random.nextInt(1_000_000);
        world.at(world.utcNanos() + news, () -> referenceClock.onPulse(new Pulse(stamp, ++sequence)));
    }

    private void burst(int k) {
        long second = startNanos / SECOND + k + script.wrongName().applyAsLong(k);
        boolean hasFix = script.hasFix().test(k);
        var next = script.isWitness()
                ? Optional.of(new NextPulse(OptionalLong.of(second + 1), OptionalDouble.empty()))
                : Optional.<NextPulse>empty();
        var epoch = new Epoch(
                OptionalLong.of(second),
                world.clock().rawNanos(),
                hasFix,
                hasFix ? Fix.THREE_D : Fix.NONE,
                hasFix ? 8 : 0,
                List.of(),
                next,
                leapNotice,
                OptionalDouble.empty());
        world.at(world.utcNanos() + BURST_NANOS, () -> referenceClock.onEpoch(epoch));
    }

    private void look(int k) {
        var snapshot = referenceClock.snapshot();
        long raw = world.clock().rawNanos();
        looks.add(new Look(
                k,
                snapshot.state(),
                (snapshot.utcNanos(raw) - world.utcNanos()) * 1e-9,
                snapshot.boundSeconds(raw),
                snapshot.withinSeconds(raw)));
    }
}
