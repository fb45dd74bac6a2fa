package org.timeball.refclock.discipline.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.discipline.fallback.CombinedWorld.Look;
import org.timeball.refclock.discipline.fallback.CombinedWorld.Receiver;
import org.timeball.refclock.discipline.fallback.CombinedWorld.Server;
import org.timeball.refclock.discipline.leap.LeapSource;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.time.Leap;

/** Receiver and network lost, lying and coming back; hours take seconds. */
class CombinedClockTest {

    private static final int HOUR = 3_600;
    private static final Receiver NONE = new Receiver(_ -> false, _ -> 0);

    private static final List<Server> THREE =
            List.of(Server.honest("a", 10e-3), Server.honest("b", 20e-3), Server.honest("c", 30e-3));

    private static void assertWithinBound(CombinedWorld world) {
        var broken = world.served().stream()
                .filter(look -> Math.abs(look.errorSeconds()) > look.boundSeconds())
                .toList();
        assertTrue(broken.isEmpty(), () -> broken.size() + " seconds out of bounds, first " + broken.getFirst());
        assertNoStep(world);
    }

    /** What is served is nowhere moved by more than may be. */
    private static void assertNoStep(CombinedWorld world) {
        var served = world.served();
        for (int i = 1; i < served.size(); i++) {
            var moved =
                    Math.abs(served.get(i).errorSeconds() - served.get(i - 1).errorSeconds());
            var at = served.get(i);
            assertTrue(moved < CombinedWorld.LARGEST_STEP_SECONDS, () -> moved + " s at " + at);
        }
    }

    private static void assertAll(List<Look> looks, Predicate<Look> claim) {
        var odd = looks.stream().filter(claim.negate()).toList();
        assertFalse(looks.isEmpty());
        assertTrue(odd.isEmpty(), () -> odd.size() + " of " + looks.size() + ", first " + odd.getFirst());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNetworkHasTheClockWhileTheReceiverIsGone(boolean isSteered) {
        var receiver = new Receiver(s -> s < HOUR || s > 7 * HOUR, _ -> 0);
        var world = new CombinedWorld(1, isSteered, 0.3, Steering.RECEIVER, receiver, THREE);
        world.runUntilSecond(8 * HOUR);
        assertWithinBound(world);
        assertAll(world.between(300, HOUR), look -> look.steering() == Steering.RECEIVER && look.stratum() == 1);
        assertAll(
                world.between(4 * HOUR, 7 * HOUR),
                look -> look.steering() == Steering.NETWORK
                        && look.isServed()
                        && look.stratum() == 2
                        && Math.abs(look.errorSeconds()) < 3e-3);
        assertAll(
                world.between(7 * HOUR + 120, 8 * HOUR),
                look -> look.steering() == Steering.RECEIVER
                        && look.stratum() == 1
                        && Math.abs(look.errorSeconds()) < 2e-6);
        assertEquals(List.of(), world.alarms);
        if (isSteered) {
            assertEquals(world.world.utcNanos(), world.raw.rawNanos(), 5_000, "the machine's clock is right, too");
        }
    }

    /** From the first answers until the receiver has a fix. */
    @Test
    void theNetworkServesUntilPulsesCome() {
        var world = new CombinedWorld(
                2, true, -86_400 * 365.0, Steering.RECEIVER, new Receiver(s -> s > 600, _ -> 0), THREE);
        world.runUntilSecond(HOUR);
        assertWithinBound(world);
        assertAll(world.between(60, 600), look -> look.isServed() && look.stratum() == 2);
        assertAll(world.between(800, HOUR), look -> look.isServed() && look.stratum() == 1);
        assertEquals(world.world.utcNanos(), world.raw.rawNanos(), 5_000);
    }

    @Test
    void servesByTheNetworkAlone() {
        var world = new CombinedWorld(3, true, 40, Steering.NETWORK, NONE, THREE);
        world.runUntilSecond(2 * HOUR);
        assertWithinBound(world);
        assertAll(world.between(60, 2 * HOUR), look -> look.isServed() && look.stratum() == 2);
        assertEquals(List.of(), world.handovers);
        assertEquals(world.world.utcNanos(), world.raw.rawNanos(), 3_000_000);
    }

    /** As with servers from the start, once there are some; and nothing of what is served moves when they come. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serversMayComeWhileItRuns(boolean isSteered) {
        var receiver = new Receiver(s -> s < 3 * HOUR, _ -> 0);
        var world = new CombinedWorld(5, isSteered, 0.3, Steering.RECEIVER, receiver, List.of());
        world.runUntilSecond(2 * HOUR);
        assertEquals(Optional.empty(), world.clock.report().network());
        THREE.forEach(world::comes);
        world.runUntilSecond(6 * HOUR);
        assertWithinBound(world);
        assertAll(
                world.between(300, 3 * HOUR),
                look -> look.steering() == Steering.RECEIVER
                        && look.stratum() == 1
                        && Math.abs(look.errorSeconds()) < 2e-6);
        assertAll(
                world.between(5 * HOUR, 6 * HOUR),
                look -> look.steering() == Steering.NETWORK && look.isServed() && Math.abs(look.errorSeconds()) < 3e-3);
        THREE.forEach(server -> world.clock.removeSource(server.name()));
        world.runUntilSecond(6 * HOUR + 60);
        assertEquals(List.of(), world.clock.report().network().orElseThrow().sources());
        assertEquals(List.of(), world.alarms);
    }

    @Test
    void aLiarAmongThreeChangesNothing() {
        var receiver = new Receiver(s -> s < HOUR || s > 4 * HOUR, _ -> 0);
        var servers = List.of(THREE.get(0), THREE.get(1), THREE.get(2).lying(s -> s < HOUR / 2 ? 0 : 5));
        var world = new CombinedWorld(4, true, 0, Steering.RECEIVER, receiver, servers);
        world.runUntilSecond(5 * HOUR);
        assertWithinBound(world);
        assertAll(world.between(300, 5 * HOUR), Look::isServed);
        assertEquals(List.of(), world.alarms);
    }

    /** One server alone outvotes nobody, but if nobody else is left it may not move what was served by seconds, either. */
    @Test
    void aLoneLiarIsNotFollowed() {
        var receiver = new Receiver(s -> s < HOUR, _ -> 0);
        var liar = List.of(Server.honest("a", 10e-3).lying(s -> s < HOUR / 2 ? 0 : 5));
        var world = new CombinedWorld(5, true, 0, Steering.RECEIVER, receiver, liar);
        world.runUntilSecond(5 * HOUR);
        assertWithinBound(world);
        assertTrue(world.networkEvents.toString().contains("PANIC"), world.networkEvents::toString);
    }

    @Test
    void bothGoneAndBothBack() {
        var receiver = new Receiver(s -> s < HOUR || s > 6 * HOUR, _ -> 0);
        var servers = THREE.stream()
                .map(server -> server.answering(s -> s < HOUR || s > 5 * HOUR))
                .toList();
        var world = new CombinedWorld(6, true, 0, Steering.RECEIVER, receiver, servers);
        world.runUntilSecond(7 * HOUR);
        assertWithinBound(world);
        assertAll(world.between(5 * HOUR + 2_100, 6 * HOUR), look -> look.isServed() && look.stratum() == 2);
        assertAll(world.between(6 * HOUR + 120, 7 * HOUR), look -> look.isServed() && look.stratum() == 1);
    }

    /** A forger draws the pulses away: the servers see it, and have the clock. */
    @Test
    void aReceiverThatIsDrawnAwayLosesTheClock() {
        var receiver = new Receiver(_ -> true, s -> Math.max(0, s - HOUR) * 20e-6);
        var world = new CombinedWorld(7, true, 0, Steering.RECEIVER, receiver, THREE);
        world.runUntilSecond(3 * HOUR);
        assertTrue(world.alarms.stream().anyMatch(alarm -> alarm.startsWith("receiver and network disagree")));
        assertAll(world.between(2 * HOUR, 3 * HOUR), look -> look.steering() == Steering.NETWORK && look.isServed());
        assertAll(world.between(2 * HOUR, 3 * HOUR), look -> Math.abs(look.errorSeconds()) < look.boundSeconds());
    }

    /** A majority that lies takes the clock from an honest receiver; the bound holds for both, and it alarms. */
    @Test
    void aLyingMajorityAlarmsAndTheBoundHolds() {
        var receiver = new Receiver(_ -> true, _ -> 0);
        var liars = THREE.stream()
                .map(server -> server.lying(s -> s < HOUR ? 0 : 40e-3))
                .toList();
        var world = new CombinedWorld(8, true, 0, Steering.RECEIVER, receiver, liars);
        world.runUntilSecond(3 * HOUR);
        assertTrue(world.alarms.stream().anyMatch(alarm -> alarm.startsWith("receiver and network disagree")));
        assertWithinBound(world);
    }

    @Test
    void serversVoteOnLeapSeconds() {
        var world = new CombinedWorld(9, true, 0, Steering.RECEIVER, NONE, THREE);
        world.announced = Leap.INSERT;
        world.runUntilSecond(60);
        var votes = world.clock.receiver().leap().votes();
        assertTrue(
                votes.stream()
                        .anyMatch(vote -> vote instanceof LeapVote.Announced(var who, var what)
                                && who == LeapSource.PEERS
                                && what.change() == 1),
                votes::toString);
    }
}
