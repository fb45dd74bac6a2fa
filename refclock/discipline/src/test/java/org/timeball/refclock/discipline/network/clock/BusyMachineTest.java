package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * A server next door that a busy machine asks: what it does between two stamps takes from a tenth of a millisecond to twenty,
 * before the request leaves or after the answer came, and the delay says how long it took, but not when.
 */
class BusyMachineTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = SimulatedNetwork.START_SECOND * SECOND;
    private static final int RUNS = 2_000;
    private static final int ANSWERS = 12;
    private static final double SHORTEST_SECONDS = 100e-6;
    private static final double LONGEST_SHARE = 200;
    private static final double READING_SECONDS = 1e-6;

    /** An answer whose delay was wherever it was. */
    private static NetworkSample sample(long rawNanos, double trulyBehindSeconds, Random random) {
        double delay = SHORTEST_SECONDS * Math.pow(LONGEST_SHARE, random.nextDouble());
        double early = delay * (random.nextDouble() - 0.5);
        return new NetworkSample(
                rawNanos,
                trulyBehindSeconds + early,
                delay,
                READING_SECONDS,
                0,
                1e-4,
                1,
                Leap.NONE,
                RefId.GPS,
                new RefId(1),
                true);
    }

    /** Neither is what is served farther off than is said, nor does what is believed contradict what is said. */
    @Test
    void isNeverBelievedToBeFartherOffThanItCanBe() {
        for (int run = 0; run < RUNS; run++) {
            var random = new Random(run);
            double crystalPpb = 20_000 * random.nextGaussian();
            var raw = new SimulatedClock(START);
            var world = new SimulatedWorld(START, raw, () -> crystalPpb);
            var software = new SoftwareClock(raw::rawNanos, raw::monotonicNanos);
            var clock = new NetworkClock(NetworkClockSettings.USUAL, Optional.empty(), software, _ -> {});
            clock.addSource("a");
            for (int answer = 0; answer < ANSWERS; answer++) {
                world.runUntil(world.utcNanos() + (answer < 4 ? 2 : 32) * SECOND);
                clock.onPoll("a");
                clock.onSample("a", sample(raw.rawNanos(), (world.utcNanos() - raw.rawNanos()) * 1e-9, random));
                clock.onTick();
                assertIsHonest(clock, raw.rawNanos(), world.utcNanos(), run + "/" + answer);
            }
        }
    }

    private static void assertIsHonest(NetworkClock clock, long rawNanos, long utcNanos, String which) {
        var snapshot = clock.snapshot();
        if (snapshot.state().isSynchronised()) {
            double error = Math.abs((snapshot.utcNanos(rawNanos) - utcNanos) * 1e-9);
            double believed = Math.abs(clock.report().offsetSeconds());
            double bound = snapshot.boundSeconds(rawNanos) + 1e-9;
            assertTrue(error <= bound, () -> which + ": off by " + error + ", said to be within " + bound);
            assertTrue(believed <= bound, () -> which + ": believed to be off by " + believed + ", within " + bound);
        }
    }
}
