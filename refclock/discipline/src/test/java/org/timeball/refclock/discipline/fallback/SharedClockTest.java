package org.timeball.refclock.discipline.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

class SharedClockTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    /** An hour before midnight. */
    private static final long START = 20_453 * DAY - 3_600 * SECOND;

    private enum Kind {
        KERNEL,
        BESIDE
    }

    private final SimulatedClock raw = new SimulatedClock(START);
    private final SimulatedWorld world = new SimulatedWorld(START, raw, () -> 7_000);

    private SharedClock shared(Kind kind) {
        SystemClock machine = kind == Kind.KERNEL
                ? raw
                : new SoftwareClock(raw::rawNanos, raw::monotonicNanos, raw::takeForeignMoveNanos);
        return new SharedClock(machine, Steering.RECEIVER);
    }

    private long shows(SharedClock.Hand hand) {
        return raw.rawNanos() + hand.correctionNanos(raw.rawNanos());
    }

    /** Each hand's time is as if it had a clock for itself, whatever the other does and whoever holds the one beneath. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachHandHasItsOwnTime(Kind kind) throws DeviceException {
        var shared = shared(kind);
        shared.free(false);
        var hands = List.of(shared.hand(Steering.RECEIVER), shared.hand(Steering.NETWORK));
        double[] ppb = {0, 0};
        double[] expected = {0, 0};
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            world.runUntil(world.utcNanos() + SECOND / 4);
            for (int k = 0; k < 2; k++) {
                expected[k] += SECOND / 4.0 * ((1 + 7_000e-9) * (1 + ppb[k] * 1e-9));
            }
            int k = random.nextInt(2);
            switch (random.nextInt(20)) {
                case 0 -> {
                    long delta = random.nextLong(-SECOND, SECOND);
                    hands.get(k).step(delta);
                    expected[k] += delta;
                    putBack(hands.get(1 - k));
                }
                case 1 -> shared.give(k == 0 ? Steering.RECEIVER : Steering.NETWORK);
                default -> {
                    ppb[k] = random.nextInt(-1_000, 1_000) * SimulatedClock.KERNEL_GRANULARITY_PPB * 64;
                    hands.get(k).setFrequencyPpb(ppb[k]);
                }
            }
            shared.tick();
        }
        assertEquals(expected[0], shows(hands.get(0)) - START, 2_000);
        assertEquals(expected[1], shows(hands.get(1)) - START, 2_000);
        assertEquals(shows(hands.get(1)) - shows(hands.get(0)), shared.apartNanos(), 2);
    }

    private static void putBack(SharedClock.Hand hand) throws DeviceException {
        long moved = hand.takeForeignMoveNanos();
        if (moved != 0) {
            hand.step(-moved);
        }
    }

    @Test
    void aHandoverMovesNoHandAndBringsTheMachineOver() throws DeviceException {
        var shared = shared(Kind.KERNEL);
        shared.free(false);
        var network = shared.hand(Steering.NETWORK);
        network.step(5_000_000);
        long before = shows(network);
        shared.give(Steering.NETWORK);
        assertEquals(before, shows(network), 1);
        assertEquals(0, raw.rawNanos() - START, "it is not stepped");
        for (int i = 0; i < 100; i++) {
            world.runUntil(world.utcNanos() + SECOND / 4);
            shared.tick();
        }
        assertEquals(0, network.correctionNanos(raw.rawNanos()), 1, "5 ms at 400 ppm take 13 s");
        assertEquals(before + 25 * SECOND + 25 * 7_000, shows(network), 10);
        assertEquals(0, raw.commandPpb(), 1);
    }

    /** The machine woke in 1970: who knows first sets it, and what the other knows later is a small step. */
    @Test
    void whileNothingIsVouchedForTheMachineIsSteppedByWhoKnows() throws DeviceException {
        var shared = shared(Kind.KERNEL);
        var receiver = shared.hand(Steering.RECEIVER);
        var network = shared.hand(Steering.NETWORK);
        network.step(1_000 * DAY);
        assertEquals(START + 1_000 * DAY, raw.rawNanos());
        assertEquals(Steering.NETWORK, shared.holder());
        putBack(receiver);
        assertEquals(START, shows(receiver), "its own time has not moved");
        receiver.step(1_000 * DAY + 3_000);
        assertEquals(START + 1_000 * DAY + 3_000, raw.rawNanos());
        assertEquals(0, receiver.correctionNanos(raw.rawNanos()));
        putBack(network);
        assertEquals(START + 1_000 * DAY, shows(network));
    }

    @Test
    void putsBackWhatAnAdministratorDidWithoutTakingTheClock() throws DeviceException {
        var shared = shared(Kind.KERNEL);
        var receiver = shared.hand(Steering.RECEIVER);
        var network = shared.hand(Steering.NETWORK);
        raw.setBySomethingElse(7 * SECOND);
        putBack(network);
        assertEquals(START, shows(network));
        assertEquals(Steering.RECEIVER, shared.holder());
        putBack(receiver);
        assertEquals(START, raw.rawNanos());
        putBack(network);
        assertEquals(START, shows(network));
    }

    @Test
    void theKernelsLeapSecondIsTheHoldersAlone() throws DeviceException {
        var shared = shared(Kind.KERNEL);
        shared.free(false);
        var receiver = shared.hand(Steering.RECEIVER);
        var network = shared.hand(Steering.NETWORK);
        assertTrue(receiver.armLeap(Leap.INSERT));
        assertFalse(network.armLeap(Leap.INSERT));
        world.runUntil(START + 3_601 * SECOND);
        assertTrue(receiver.hasLeapt());
        long unmoved = shows(receiver) + SECOND;
        putBack(network);
        assertEquals(unmoved, shows(network), "it takes the second when it comes to it by its own time");
        network.leap(-1);
        assertEquals(shows(receiver), shows(network));
    }

    /** The kernel would move under whoever has not armed it. */
    @Test
    void nothingStaysArmedWhenItIsPassedOn() throws DeviceException {
        var shared = shared(Kind.KERNEL);
        shared.free(false);
        assertTrue(shared.hand(Steering.RECEIVER).armLeap(Leap.INSERT));
        shared.give(Steering.NETWORK);
        assertEquals(Leap.NONE, raw.armedLeap());
        world.runUntil(START + 3_601 * SECOND);
        assertFalse(shared.hand(Steering.RECEIVER).hasLeapt());
    }
}
