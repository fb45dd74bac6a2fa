package org.timeball.refclock.discipline.network.clock;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.RefId;

/**
 * A network clock among servers in a world of virtual time: asks them as often as it advises, after a burst of four at
 * the start, and holds what it serves against the truth once a second, just before it is told that time has passed.
 */
final class SimulatedNetwork {

    static final long START_SECOND = 1_800_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int SETTLED_SECONDS = 3_600;
    private static final int BURST = 4;
    private static final int BURST_APART = 2;

    /** What became of it. */
    static final class Outcome {
        long served;
        long seconds;
        long violations;
        double worstShare;
        double worstError;
        double boundSum;
        long withinHeld;
        long syncedAfterSeconds = -1;
        long alarmAfterSeconds = -1;
        long brokenAfterSeconds = -1;
        long settled;
        double settledSquares;
        final Set<Alarm.Kind> alarms = EnumSet.noneOf(Alarm.Kind.class);

        /** From an hour on. */
        double rms() {
            return Math.sqrt(settledSquares / Math.max(1, settled));
        }

        double meanBound() {
            return boundSum / Math.max(1, served);
        }
    }

    private final SimulatedWorld world;
    private final SimulatedClock clock;
    private final NetworkClock network;
    private final Random random;
    private final List<NetworkEvent> events = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    SimulatedNetwork(
            long seed,
            OscillatorTrace oscillator,
            double crystalPpb,
            double startBehindSeconds,
            int seconds,
            NetworkClockSettings settings,
            Optional<ClockMemory> memory,
            List<SimulatedServer> servers) {
        this.random = new Random(seed);
        double[] series = oscillator.series(seed, seconds + 10);
        int[] next = {0};
        this.clock = new SimulatedClock(START_SECOND * SECOND - Math.round(startBehindSeconds * 1e9));
        this.world = new SimulatedWorld(
                START_SECOND * SECOND, clock, () -> series[Math.min(next[0]++, series.length - 1)] * 1e9 + crystalPpb);
        this.network = new NetworkClock(settings, memory, clock, events::add);
        servers.forEach(server -> network.addSource(server.name()));
        for (var server : servers) {
            poll(server, START_SECOND * SECOND + random.nextLong(SECOND), 0);
        }
    }

    NetworkClock network() {
        return network;
    }

    SimulatedWorld world() {
        return world;
    }

    List<NetworkEvent> events() {
        return events;
    }

    private static long secondOf(long utcNanos) {
        return Math.floorDiv(utcNanos, SECOND) - START_SECOND;
    }

    private void poll(SimulatedServer server, long atNanos, int count) {
        world.at(atNanos, () -> {
            network.onPoll(server.name());
            ask(server);
            long apart = count < BURST - 1 ? BURST_APART * SECOND : (SECOND << network.pollLog2());
            poll(server, world.utcNanos() + apart + random.nextLong(SECOND / 10), count + 1);
        });
    }

    private void ask(SimulatedServer server) {
        long second = secondOf(world.utcNanos());
        if (server.isLost(second, random)) {
            return;
        }
        long origin = clock.rawNanos();
        long out = Math.round(server.wayOut(second, random) * 1e9);
        long back = Math.round(server.wayBack(second, random) * 1e9);
        long holding = Math.round(SimulatedServer.HOLDING_SECONDS * 1e9);
        long arrival = world.utcNanos() + out;
        long receive = arrival + Math.round(server.errorSeconds().applyAsDouble(secondOf(arrival)) * 1e9);
        world.at(arrival + holding + back, () -> hear(server, origin, receive, receive + holding));
    }

    private void hear(SimulatedServer server, long origin, long receive, long transmit) {
        long destination = clock.rawNanos();
        double delay = (destination - origin - (transmit - receive)) * 1e-9;
        if (delay < 0) {
            return;
        }
        double behind = (receive - origin) * 0.5e-9 + (transmit - destination) * 0.5e-9;
        network.onSample(
                server.name(),
                new NetworkSample(
                        origin + (destination - origin) / 2,
                        behind,
                        delay,
                        1e-6 + 15e-6 * (destination - origin) * 1e-9,
                        server.rootDelaySeconds(),
                        server.rootDispersionSeconds(),
                        server.stratum(),
                        server.leap(secondOf(world.utcNanos())),
                        RefId.GPS,
                        server.refId(),
                        true));
    }

    /** Lets time pass, tick by tick, and judges what is served. */
    Outcome run(int untilSecond) {
        for (long second = secondOf(world.utcNanos()) + 1; second <= untilSecond; second++) {
            world.runUntil((START_SECOND + second) * SECOND);
            judge(second);
            network.onTick();
            note(second);
        }
        return outcome;
    }

    private void judge(long second) {
        var snapshot = network.snapshot();
        outcome.seconds++;
        if (!snapshot.state().isSynchronised()) {
            return;
        }
        long raw = clock.rawNanos();
        double error = (snapshot.utcNanos(raw) - world.utcNanos()) * 1e-9;
        double bound = snapshot.boundSeconds(raw);
        outcome.served++;
        if (second > SETTLED_SECONDS) {
            outcome.settled++;
            outcome.settledSquares += error * error;
        }
        outcome.worstError = Math.max(outcome.worstError, Math.abs(error));
        outcome.boundSum += bound;
        outcome.worstShare = Math.max(outcome.worstShare, Math.abs(error) / bound);
        outcome.withinHeld += Math.abs(error) <= snapshot.withinSeconds(raw) ? 1 : 0;
        if (Math.abs(error) > bound) {
            outcome.violations++;
            outcome.brokenAfterSeconds = outcome.brokenAfterSeconds < 0 ? second : outcome.brokenAfterSeconds;
        }
        if (outcome.syncedAfterSeconds < 0) {
            outcome.syncedAfterSeconds = second;
        }
    }

    private void note(long second) {
        for (var alarm : network.report().alarms()) {
            if (outcome.alarms.add(alarm.kind()) && outcome.alarmAfterSeconds < 0) {
                outcome.alarmAfterSeconds = second;
            }
        }
    }
}
