package org.timeball.refclock.discipline.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.discipline.network.clock.NetworkClockSettings;
import org.timeball.refclock.discipline.network.clock.NetworkEvent;
import org.timeball.refclock.discipline.network.clock.StepPolicy;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SystemClock;

/**
 * A receiver and servers in a world of virtual time, and the clock that has both; what it serves is held against the truth
 * once a second. All script times are seconds of the world.
 */
final class CombinedWorld {

    static final long SECOND = 1_000_000_000L;
    static final double LARGEST_STEP_SECONDS = 0.5;
    static final long START_SECOND = 1_795_435_200L;
    private static final long TICK_NANOS = SECOND / 4;
    private static final int BURST = 4;
    private static final double SWING_SECONDS = 300e-6;

    /**
     * A server of stratum 1 by a way that is as long there as back.
     *
     * @param errorSeconds server less UTC, positive = ahead
     */
    record Server(String name, double delaySeconds, LongToDoubleFunction errorSeconds, LongPredicate isAnswering) {

        static Server honest(String name, double delaySeconds) {
            return new Server(name, delaySeconds, _ -> 0, _ -> true);
        }

        Server lying(LongToDoubleFunction seconds) {
            return new Server(name, delaySeconds, seconds, isAnswering);
        }

        Server answering(LongPredicate when) {
            return new Server(name, delaySeconds, errorSeconds, when);
        }

        private double error(long second) {
            return SWING_SECONDS * Math.sin(name.hashCode() + second / 2_000.0) + errorSeconds.applyAsDouble(second);
        }
    }

    /**
     * What a receiver does.
     *
     * @param speaks       it has pulses and sentences
     * @param shiftSeconds what its pulses are late by
     */
    record Receiver(LongPredicate speaks, LongToDoubleFunction shiftSeconds) {}

    /** One look at served time. */
    record Look(
            long second, Steering steering, boolean isServed, int stratum, double errorSeconds, double boundSeconds) {}

    final List<Look> looks = new ArrayList<>();
    final List<Handover> handovers = new ArrayList<>();
    final List<NetworkEvent> networkEvents = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    /** By all servers. */
    Leap announced = Leap.NONE;

    final SimulatedClock raw;
    final CombinedClock clock;
    final SimulatedWorld world;
    private final Random random;
    private final PulseNoise noise;
    private final Receiver receiver;
    private long sequence;

    /** @param isSteered the machine's clock is, or else a correction beside it */
    CombinedWorld(
            long seed,
            boolean isSteered,
            double startAheadSeconds,
            Steering first,
            Receiver receiver,
            List<Server> servers) {
        this.random = new Random(seed);
        this.noise = new PulseNoise(PulseNoise.Traits.ofKernelStamps(), seed + 1);
        this.receiver = receiver;
        this.raw = new SimulatedClock(START_SECOND * SECOND + Math.round(startAheadSeconds * 1e9));
        this.world =
                new SimulatedWorld(START_SECOND * SECOND, raw, new Crystal(Crystal.Traits.onABoard(-8_000), seed + 2));
        SystemClock machine =
                isSteered ? raw : new SoftwareClock(raw::rawNanos, raw::monotonicNanos, raw::takeForeignMoveNanos);
        var shared = new SharedClock(machine, first);
        double granularity = isSteered ? SimulatedClock.KERNEL_GRANULARITY_PPB : 0;
        var reference = new ReferenceClock(
                ReferenceClockSettings.defaults().withGranularityPpb(granularity),
                shared.hand(Steering.RECEIVER),
                _ -> {});
        var usual = NetworkClockSettings.USUAL;
        var settings = new NetworkClockSettings(
                usual.selection(),
                new StepPolicy(3, 0.1, LARGEST_STEP_SECONDS),
                usual.shortestPollLog2(),
                usual.longestPollLog2(),
                usual.crystalPpb(),
                usual.maxSlewPpb(),
                usual.limitSeconds(),
                usual.disputeSeconds());
        this.clock = new CombinedClock(
                reference,
                shared,
                settings,
                Optional.empty(),
                new CombinedClock.Listeners(networkEvents::add, handovers::add));
        servers.forEach(this::comes);
        world.at(START_SECOND * SECOND + TICK_NANOS / 2, this::tick);
        world.at((START_SECOND + 1) * SECOND, this::second);
    }

    /** From now on it is asked. */
    void comes(Server server) {
        clock.addSource(server.name);
        poll(server, world.utcNanos() + random.nextLong(SECOND), 0);
    }

    private long now() {
        return Math.floorDiv(world.utcNanos(), SECOND) - START_SECOND;
    }

    private void tick() {
        clock.accept(new ClockInput.Tick());
        world.at(world.utcNanos() + TICK_NANOS, this::tick);
    }

    private void second() {
        long second = now();
        world.at(world.utcNanos() + SECOND, this::second);
        world.at(world.utcNanos() + SECOND / 2, this::look);
        if (!receiver.speaks.test(second)) {
            return;
        }
        double late = noise.nextSeconds().orElseThrow() + receiver.shiftSeconds.applyAsDouble(second);
        long stamp = raw.rawNanos() + Math.round(late * 1e9);
        world.at(world.utcNanos() + 4_000_000, () -> {
            clock.accept(new ClockInput.PulseArrived(new Pulse(stamp, ++sequence)));
            clock.accept(new ClockInput.Tick());
        });
        world.at(world.utcNanos() + 150_000_000, () -> burst(START_SECOND + second));
    }

    private void burst(long utcSecond) {
        long begin = raw.rawNanos();
        world.at(world.utcNanos() + 60_000_000, () -> {
            clock.accept(new ClockInput.EpochArrived(new Epoch(
                    OptionalLong.of(utcSecond),
                    begin,
                    true,
                    Fix.THREE_D,
                    8,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalDouble.empty())));
            clock.accept(new ClockInput.Tick());
        });
    }

    private void poll(Server server, long atNanos, int count) {
        world.at(atNanos, () -> {
            clock.onPoll(server.name);
            ask(server);
            long apart = count < BURST - 1 ? 2 * SECOND : SECOND << clock.pollLog2();
            poll(server, world.utcNanos() + apart + random.nextLong(SECOND / 10), count + 1);
        });
    }

    private void ask(Server server) {
        if (!server.isAnswering.test(now())) {
            return;
        }
        long origin = raw.rawNanos();
        long out = way(server);
        long back = way(server);
        long receive = world.utcNanos() + out + Math.round(server.error(now()) * 1e9);
        world.at(world.utcNanos() + out + back, () -> hear(server, origin, receive));
    }

    private long way(Server server) {
        double queue = -server.delaySeconds / 40 * Math.log(1 - random.nextDouble());
        return Math.round((server.delaySeconds / 2 + queue) * 1e9);
    }

    private void hear(Server server, long origin, long receive) {
        long destination = raw.rawNanos();
        if (destination < origin) {
            return;
        }
        var sample = new NetworkSample(
                origin + (destination - origin) / 2,
                ((receive - origin) + (receive - destination)) * 0.5e-9,
                (destination - origin) * 1e-9,
                2e-6,
                0,
                SWING_SECONDS,
                1,
                announced,
                RefId.GPS,
                new RefId(server.name.hashCode()),
                true);
        clock.onSample(server.name, sample);
    }

    private void look() {
        var snapshot = clock.snapshot();
        long reading = raw.rawNanos();
        looks.add(new Look(
                now(),
                clock.report().steering(),
                snapshot.state().isSynchronised() && snapshot.holdsAt(reading, raw.monotonicNanos()),
                snapshot.stratum(),
                (snapshot.utcNanos(reading) - world.utcNanos()) * 1e-9,
                snapshot.boundSeconds(reading)));
        clock.report().alarms().stream()
                .filter(alarm -> alarms.isEmpty() || !alarms.contains(alarm))
                .forEach(alarms::add);
    }

    void runUntilSecond(long second) {
        world.runUntil((START_SECOND + second) * SECOND + SECOND * 3 / 4);
    }

    List<Look> served() {
        return looks.stream().filter(Look::isServed).toList();
    }

    List<Look> between(long from, long to) {
        return looks.stream()
                .filter(look -> look.second >= from && look.second < to)
                .toList();
    }
}
