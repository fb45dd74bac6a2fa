package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.discipline.network.SelectionSettings;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SystemClock;

class NetworkClockTest {

    private static final NetworkClockSettings SETTINGS = NetworkClockSettings.USUAL;

    private static SimulatedServer server(String name) {
        return SimulatedServer.honest(name, 10e-3, 100e-6);
    }

    private static SimulatedNetwork network(
            double behindSeconds, double crystalPpb, NetworkClockSettings settings, SimulatedServer... servers) {
        return new SimulatedNetwork(
                7,
                OscillatorTrace.CALM,
                crystalPpb,
                behindSeconds,
                20_000,
                settings,
                Optional.empty(),
                List.of(servers));
    }

    private static List<Long> steps(SimulatedNetwork network) {
        return network.events().stream()
                .filter(NetworkEvent.Stepped.class::isInstance)
                .map(event -> ((NetworkEvent.Stepped) event).deltaNanos())
                .toList();
    }

    private static double errorSeconds(SimulatedNetwork network) {
        var snapshot = network.network().snapshot();
        long raw = network.world().clock().rawNanos();
        return (snapshot.utcNanos(raw) - network.world().utcNanos()) * 1e-9;
    }

    @Test
    void isSteppedOnceAtTheStartAndThenFollowsItsServers() {
        var network = network(3 * 86_400, 40_000, SETTINGS, server("a"), server("b"), server("c"));
        network.run(4_000);

        assertEquals(1, steps(network).size());
        assertEquals(3 * 86_400e9, steps(network).getFirst(), 5e6);
        assertEquals(0, errorSeconds(network), 500e-6);
        assertEquals(45_000, network.network().report().oscillatorPpb(), 300);
        var snapshot = network.network().snapshot();
        assertEquals(ClockState.LOCKED, snapshot.state());
        assertEquals(2, snapshot.stratum());
        assertEquals(Leap.NONE, snapshot.leap());
        assertEquals(10e-3, snapshot.rootDelaySeconds(), 2e-3);
        assertTrue(List.of(server("a").refId(), server("b").refId(), server("c").refId())
                .contains(snapshot.refId()));
        assertEquals(10_000, (snapshot.boundSeconds() - snapshot.withinSeconds()) * 1e6, 8_000);
    }

    @Test
    void whatIsLessThanTheThresholdIsSlewedAsFastAsMayBe() {
        var network = network(0.09, 0, SETTINGS, server("a"));
        network.run(200);
        assertTrue(steps(network).isEmpty());
        assertEquals(-0.09 + 200 * 300e-6, errorSeconds(network), 8e-3);
        network.run(1_000);
        assertEquals(0, errorSeconds(network), 1e-3);
    }

    /** The start is over when its updates are, and the clock is off by an hour then. */
    @Test
    void refusesToBeMovedFarOnceTheStartIsOver() {
        var network = network(
                0,
                0,
                SETTINGS,
                server("a").lying(s -> s < 1_000 ? 0 : 3_600),
                server("b").answering(s -> s < 900));
        network.run(12_000);

        assertTrue(steps(network).isEmpty());
        assertEquals(0, errorSeconds(network), 5e-3);
        var report = network.network().report();
        assertEquals(ClockState.UNSYNCHRONISED, report.state());
        assertTrue(
                report.alarms().stream()
                        .anyMatch(
                                alarm -> alarm.kind() == Alarm.Kind.PANIC
                                        && alarm.sentence()
                                                .equals(
                                                        "the sources say that the clock is off by 3600 s, more than it may be moved (1.0 s)")),
                () -> "" + report);
        assertEquals(0, network.network().snapshot().stratum());
    }

    @Test
    void doesNotFollowTheFirstToAnswerButMost() {
        var network =
                network(0, 0, SETTINGS, server("x").away(1e-3, 1e-3, 0, 0).lying(_ -> 0.7), server("a"), server("b"));
        network.run(600);

        assertTrue(steps(network).isEmpty());
        assertEquals(0, errorSeconds(network), 2e-3);
    }

    @Test
    void waitsForThoseThatMustAgree() {
        var selection = new SelectionSettings(2, 1.5, 1, 14, false, java.util.Set.of());
        var settings = new NetworkClockSettings(selection, StepPolicy.USUAL, 5, 11, 100_000, 300_000, 1, 3_600);
        var network = network(0, 0, settings, server("a"), server("b").answering(s -> s > 1_000));
        network.run(900);
        assertEquals(ClockState.ACQUIRING, network.network().report().state());
        assertEquals(
                "fewer sources agree than minimum-agreeing-sources asks for",
                network.network().report().reason());
        network.run(1_200);
        assertEquals(ClockState.LOCKED, network.network().report().state());
    }

    @Test
    void holdsOverWhenNobodyAnswersUntilItsLimit() {
        var settings = new NetworkClockSettings(
                SelectionSettings.USUAL, StepPolicy.USUAL, 5, 6, 100_000, 300_000, 0.012, 3_600);
        var network = network(0, 0, settings, server("a").answering(s -> s < 8_000));
        network.run(9_500);
        assertEquals(ClockState.HOLDOVER, network.network().report().state());
        assertEquals("no source is reachable", network.network().report().reason());
        var outcome = network.run(20_000);
        assertEquals(ClockState.UNSYNCHRONISED, network.network().report().state());
        assertEquals(Leap.UNKNOWN, network.network().snapshot().leap());
        assertEquals(RefId.NONE, network.network().snapshot().refId());
        assertEquals(0, outcome.violations);
    }

    @Test
    void aRememberedFrequencyIsRightFromTheStart() {
        var memory = new ClockMemory(SimulatedNetwork.START_SECOND - 60, 65_000, SlopeRecord.EMPTY);
        var network = new SimulatedNetwork(
                7, OscillatorTrace.CALM, 60_000, 0, 4_000, SETTINGS, Optional.of(memory), List.of(server("a")));
        assertEquals(-65_000, network.world().clock().commandPpb(), 1);
        network.run(120);
        assertEquals(0, errorSeconds(network), 1e-3);
        assertEquals(65_000, network.network().report().oscillatorPpb(), 4_000);
        network.run(4_000);
        assertEquals(65_000, network.network().memory().orElseThrow().oscillatorPpb(), 300);
    }

    @Test
    void nothingIsRememberedBeforeItIsKnown() {
        var network = network(0, 60_000, SETTINGS, server("a"));
        network.run(60);
        assertTrue(network.network().memory().isEmpty());
    }

    @Test
    void endsWithoutASlew() {
        var network = network(0.09, 20_000, SETTINGS, server("a"));
        network.run(150);
        assertTrue(network.world().clock().commandPpb() > 200_000);
        network.network().rest();
        assertTrue(Math.abs(network.world().clock().commandPpb()) < 100_000);
    }

    @Test
    void whatSomebodyElseDoesToTheClockIsUndone() {
        var network = network(0, 0, SETTINGS, server("a"), server("b"));
        network.run(2_000);
        network.world().clock().setBySomethingElse(5_000_000_000L);
        network.run(2_002);
        assertEquals(0, errorSeconds(network), 1e-3);
        assertEquals(ClockState.LOCKED, network.network().report().state());
        assertTrue(steps(network).isEmpty());
    }

    /** A machine that slept has a clock that went on and a monotonic one that did not. */
    @Test
    void beginsAnewAfterASleep() {
        var network = network(0, 0, SETTINGS, server("a"), server("b"));
        network.run(2_000);
        network.world().clock().setBySomethingElse(1_700_000_000L);
        network.world().clock().takeForeignMoveNanos();
        network.run(2_001);
        assertEquals(ClockState.ACQUIRING, network.network().report().state());
        assertTrue(network.events().stream().anyMatch(NetworkEvent.BeganAnew.class::isInstance));
        network.run(3_000);
        assertEquals(ClockState.LOCKED, network.network().report().state());
        assertEquals(0, errorSeconds(network), 2e-3);
        assertEquals(1, steps(network).size());
    }

    @Test
    void aClockThatMayNotBeSteeredIsAnAlarmAndItsBoundHolds() {
        var raw = new SimulatedClock(SimulatedNetwork.START_SECOND * 1_000_000_000L);
        var world = new SimulatedWorld(SimulatedNetwork.START_SECOND * 1_000_000_000L, raw, () -> 30_000);
        var clock = new NetworkClock(SETTINGS, Optional.empty(), new Refusing(raw), _ -> {});
        clock.addSource("a");
        for (int second = 0; second < 3_000; second++) {
            world.runUntil(world.utcNanos() + 1_000_000_000L);
            if (second % 64 == 0) {
                clock.onPoll("a");
                clock.onSample("a", sample(raw.rawNanos(), (world.utcNanos() - raw.rawNanos()) * 1e-9));
            }
            clock.onTick();
        }

        assertEquals(Alarm.Kind.REFUSED, clock.report().alarms().getFirst().kind());
        assertTrue(clock.report().refusals() > 1);
        double error = (clock.snapshot().utcNanos(raw.rawNanos()) - world.utcNanos()) * 1e-9;
        assertEquals(0.09, error, 1e-3);
        assertTrue(clock.snapshot().boundSeconds() >= error);
    }

    private static NetworkSample sample(long rawNanos, double behindSeconds) {
        return new NetworkSample(
                rawNanos, behindSeconds, 2e-3, 1e-6, 0, 1e-4, 1, Leap.NONE, RefId.GPS, new RefId(1), true);
    }

    /** Beside a clock that something else steers: its correction alone is right, and the machine's clock is left alone. */
    @Test
    void servesByACorrectionBesideAClockThatItLeavesAlone() {
        long start = SimulatedNetwork.START_SECOND * 1_000_000_000L;
        var raw = new SimulatedClock(start - 1_234_567_890L);
        var world = new SimulatedWorld(start, raw, () -> -25_000);
        var software = new SoftwareClock(raw::rawNanos, raw::monotonicNanos);
        var events = new ArrayList<NetworkEvent>();
        var clock = new NetworkClock(SETTINGS, Optional.empty(), software, events::add);
        clock.addSource("a");
        for (int second = 0; second < 6_000; second++) {
            world.runUntil(world.utcNanos() + 1_000_000_000L);
            if (second % 64 == 0) {
                clock.onPoll("a");
                clock.onSample("a", sample(raw.rawNanos(), (world.utcNanos() - raw.rawNanos()) * 1e-9));
            }
            clock.onTick();
        }

        assertEquals(0, raw.commandPpb());
        assertEquals(0, (clock.snapshot().utcNanos(raw.rawNanos()) - world.utcNanos()) * 1e-9, 1e-6);
        assertEquals(-25_000, clock.report().oscillatorPpb(), 5);
        assertEquals(
                1,
                events.stream().filter(NetworkEvent.Stepped.class::isInstance).count());
        assertFalse(clock.report().sources().isEmpty());
    }

    /** A kernel that refuses to be steered. */
    private record Refusing(SystemClock clock) implements SystemClock {

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
            throw new DeviceException("EPERM");
        }

        @Override
        public void setFrequencyPpb(double frequencyPpb) throws DeviceException {
            throw new DeviceException("EPERM");
        }
    }
}
