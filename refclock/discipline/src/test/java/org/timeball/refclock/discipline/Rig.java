package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.timeball.refclock.discipline.crosscheck.OtherSource;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.gnss.AntennaState;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.Jamming;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.gnss.Position;
import org.timeball.refclock.gnss.PositionQuality;
import org.timeball.refclock.gnss.PulseGrid;
import org.timeball.refclock.gnss.Raim;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.gnss.Satellite;
import org.timeball.refclock.gnss.Spoofing;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.Fault;
import org.timeball.refclock.simulation.FaultSchedule;
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

    private static final double METRES_PER_DEGREE = 111_195;

    private static final ReceiverHealth HEALTHY =
            health(new Fault.Flags(0, 0, Jamming.NONE, Spoofing.NONE, AntennaState.OK));

    private static final long BURST_NANOS = 60_000_000;
    private static final long TICK_NANOS = 250_000_000;

    /**
     * One look at served time, in the middle of a second.
     *
     * @param second       since the start
     * @param errorSeconds served less true time
     * @param frequencyPpb what the clock is told to run faster by
     */
    record Look(
            int second,
            ClockState state,
            double errorSeconds,
            double boundSeconds,
            double withinSeconds,
            double frequencyPpb) {}

    final SimulatedWorld world;
    final ReferenceClock referenceClock;
    final List<ClockEvent> events = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    private final long startNanos;
    private final PulseNoise noise;
    private final Script script;
    private FaultSchedule faults = FaultSchedule.NONE;
    private final Random random = new Random(99);
    private Random chance = new Random(100);
    private boolean isPaused;
    private Optional<LeapNotice> leapNotice = Optional.empty();
    private long sequence;

    /** When the other edge was, after the one that is stamped; empty where the line tells of one alone. */
    OptionalDouble otherEdgeSeconds = OptionalDouble.empty();

    /** How long the process stands still after a second's edges, in seconds. */
    IntToDoubleFunction pauses = k -> 0;

    /** Those in view, second by second. */
    IntFunction<List<Satellite>> satellites = k -> List.of();

    /** What pulses are aligned to, where the receiver names its next one. */
    IntFunction<PulseGrid> grid = k -> PulseGrid.UTC;

    /** Whether it checks its satellites, where it names its next pulse. */
    IntFunction<Raim> raim = k -> Raim.ACTIVE;

    private Pulse lastPulse = new Pulse(0, 0);

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

    /** A world whose raw clock nobody steers; that something else sets it is known. */
    static Rig watched(
            long startNanos, double aheadSeconds, Crystal.Traits crystal, PulseNoise.Traits noise, Script script) {
        var raw = new SimulatedClock(startNanos + Math.round(aheadSeconds * 1e9));
        var clock = new SoftwareClock(raw::rawNanos, raw::monotonicNanos, raw::takeForeignMoveNanos);
        return new Rig(startNanos, raw, clock, ReferenceClockSettings.defaults(), crystal, noise, script);
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

    /** From now on these things go wrong. */
    Rig with(FaultSchedule schedule) {
        faults = schedule;
        return this;
    }

    /** From now on chance falls as by this seed. */
    Rig withChance(long seed) {
        chance = new Random(seed);
        return this;
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
        var latency = noise.nextSeconds();
        if (latency.isPresent() && !faults.isPulseMissing(k, chance.nextDouble())) {
            pulse(k, latency.getAsDouble());
        }
        faults.otherEdges(k).forEach(this::edge);
        double delay = script.delay().applyAsDouble(k) + faults.burstLateSeconds(k);
        if (!faults.isMute(k)) {
            world.at(at + Math.round(delay * 1e9), () -> burst(k));
        }
    }

    private void pulse(int k, double latencySeconds) {
        double jitter = faults.jitterSeconds(k);
        double scatter = jitter == 0 ? 0 : jitter * chance.nextGaussian();
        edge(latencySeconds + script.pulseShift().applyAsDouble(k) + faults.lateSeconds(k) + scatter);
        if (faults.isTwiceDelivered(k)) {
            world.at(world.utcNanos() + 2 * BURST_NANOS, () -> referenceClock.onPulse(lastPulse));
        }
    }

    /** An edge is stamped, so long after now. */
    private void edge(double lateSeconds) {
        long lateNanos = Math.round(lateSeconds * 1e9);
        long stamp = world.clock().rawNanos() + lateNanos;
        long news = Math.max(0, lateNanos) + NEWS_NANOS + random.nextInt(1_000_000);
        long pause = Math.round(pauses.applyAsDouble(lookedAt()) * 1e9);
        world.at(world.utcNanos() + news + pause, () -> {
            var other = otherEdgeSeconds.isPresent()
                    ? OptionalLong.of(stamp + Math.round(otherEdgeSeconds.getAsDouble() * 1e9))
                    : OptionalLong.empty();
            lastPulse = new Pulse(stamp, ++sequence, other);
            referenceClock.onPulse(lastPulse);
        });
    }

    private void burst(int k) {
        long second = startNanos / SECOND + k + script.wrongName().applyAsLong(k) + faults.wrongBySeconds(k);
        boolean hasFix = script.hasFix().test(k) && faults.hasFix(k);
        var sky = faults.at(Fault.Sky.class, k).findFirst();
        double metres =
                faults.at(Fault.Moved.class, k).mapToDouble(Fault.Moved::metres).sum();
        var next = script.isWitness()
                ? Optional.of(new NextPulse(
                        OptionalLong.of(second + 1), OptionalDouble.empty(), grid.apply(k), raim.apply(k)))
                : Optional.<NextPulse>empty();
        var epoch = new Epoch(
                OptionalLong.of(second),
                world.clock().rawNanos(),
                hasFix,
                hasFix ? Fix.THREE_D : Fix.NONE,
                hasFix ? sky.map(Fault.Sky::satellitesUsed).orElse(8) : 0,
                satellites.apply(k),
                next,
                leapNotice,
                OptionalDouble.empty(),
                hasFix
                        ? Optional.of(new Position(51.5 + metres / METRES_PER_DEGREE, 0, OptionalDouble.empty()))
                        : Optional.empty(),
                sky.map(it -> dilution(it.dilution())).orElse(PositionQuality.UNTOLD));
        var flags = faults.at(Fault.Flags.class, k).findFirst();
        world.at(world.utcNanos() + BURST_NANOS, () -> {
            referenceClock.onEpoch(epoch);
            referenceClock.onHealth(flags.map(Rig::health).orElse(HEALTHY));
        });
    }

    private static PositionQuality dilution(double pdop) {
        return new PositionQuality(
                OptionalDouble.of(pdop),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static ReceiverHealth health(Fault.Flags flags) {
        return new ReceiverHealth(
                "",
                "",
                flags.antenna(),
                flags.jamming(),
                flags.spoofing(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** Another source speaks of the served time, as one that knows the truth but for {@code wrongSeconds}. */
    void witness(String name, double wrongSeconds, double boundSeconds, boolean isIndependent) {
        long raw = world.clock().rawNanos();
        double behind = (world.utcNanos() - referenceClock.snapshot().utcNanos(raw)) * 1e-9;
        referenceClock.onWitness(new OtherSource(name, behind + wrongSeconds, boundSeconds, true, isIndependent, raw));
    }

    private int lookedAt() {
        return (int) ((world.utcNanos() - startNanos) / SECOND);
    }

    private void look(int k) {
        var snapshot = referenceClock.snapshot();
        long raw = world.clock().rawNanos();
        looks.add(new Look(
                k,
                snapshot.state(),
                (snapshot.utcNanos(raw) - world.utcNanos()) * 1e-9,
                snapshot.boundSeconds(raw),
                snapshot.withinSeconds(raw),
                world.clock().commandPpb()));
    }
}
