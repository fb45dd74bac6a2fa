package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.SystemClock;

/** A receiver without a pulse, from its bursts to served time, in simulated worlds. */
class SentenceClockTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int HOUR = 3_600;

    /**
     * One receiver on one machine.
     *
     * @param delaySeconds  from the second to the first byte
     * @param jitterSeconds added to it, uniform
     * @param burstSeconds  from the first byte to the end of the burst
     * @param aheadSeconds  the machine's clock at the start
     */
    record Scenario(
            String name,
            double delaySeconds,
            double jitterSeconds,
            double burstSeconds,
            double aheadSeconds,
            boolean isSteered) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Scenario> SCENARIOS = List.of(
            new Scenario("u-blox on USB", 0.06, 0.02, 0.05, 0.3, false),
            new Scenario("u-blox on USB, kernel steered", 0.06, 0.02, 0.05, -7.5, true),
            new Scenario("many satellites", 0.15, 0.17, 0.3, 2_000, false),
            new Scenario("MediaTek at 9,600 baud", 0.40, 0.11, 0.5, -1e9, true),
            new Scenario("SiRF at 4,800 baud", 0.70, 0.20, 0.9, 0.01, false),
            new Scenario("SiRF at 4,800 baud, kernel steered", 0.70, 0.20, 0.9, 12, true));

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void locksAndKeepsWhatItPromises(Scenario scenario) {
        var rig = new SentenceRig(scenario, k -> false);
        rig.runUntilSecond(HOUR);

        int locked = rig.firstLocked();
        assertTrue(locked > 0 && locked < 60, () -> "locked after " + locked + " s: " + rig.clock.report());
        long outside = rig.looks.stream()
                .filter(look -> look.second >= locked && Math.abs(look.errorSeconds) > look.boundSeconds)
                .count();
        assertEquals(0, outside, "seconds outside the bound");
        assertTrue(
                rig.looks.stream().skip(locked).allMatch(look -> look.state == ClockState.LOCKED),
                () -> rig.clock.report().reason());
        assertTrue(rig.looks.stream()
                .skip(locked)
                .allMatch(look -> look.boundSeconds >= PulseKind.SENTENCE.systematicSeconds()));

        double expected = PulseKind.ASSUMED_SENTENCE_DELAY_SECONDS - scenario.delaySeconds - scenario.jitterSeconds / 2;
        double settled = rig.meanErrorSeconds(HOUR - 600);
        assertEquals(expected, settled, 0.03, "off by no more than the delay that nobody measured");
        assertEquals(1, rig.clock.snapshot().stratum());
        assertEquals("GPS", rig.clock.snapshot().refId().toString());
    }

    /** The bound grows when the receiver is pulled out, and nothing is vouched for once it passes the kind's limit. */
    @Test
    void holdsOverAndGivesUpAtTheLimitOfItsKind() {
        var rig = new SentenceRig(SCENARIOS.getFirst(), k -> k > HOUR);
        rig.runUntilSecond(HOUR + 10);
        assertEquals(ClockState.HOLDOVER, rig.clock.snapshot().state());
        for (int hours = 2; rig.clock.snapshot().state() == ClockState.HOLDOVER && hours < 240; hours++) {
            rig.runUntilSecond(hours * HOUR);
        }
        var ended = rig.clock.snapshot();
        assertEquals(ClockState.UNSYNCHRONISED, ended.state());
        assertEquals(0, ended.stratum());
        assertTrue(rig.clock.report().reason().startsWith("the bound passed 1.0 s"), rig.clock.report()::reason);
    }

    /** With a kernel's limit a clock of sentences never locks: the kind has its own. */
    @Test
    void neverLocksWithTheLimitOfAPulse() {
        var settings = ReferenceClockSettings.ofKind(PulseKind.SENTENCE).withLimitSeconds(1e-3);
        var rig = new SentenceRig(SCENARIOS.getFirst(), k -> false, settings);
        rig.runUntilSecond(300);
        assertEquals(-1, rig.firstLocked());
    }

    @Test
    void makesNoPulseOfABurstThatSaysNothing() {
        var pulses = new SentencePulses(0.15);
        assertTrue(pulses.pulseOf(epoch(OptionalLong.empty(), 5 * SECOND, true)).isEmpty());
        assertTrue(pulses.pulseOf(epoch(OptionalLong.of(5), 5 * SECOND, false)).isEmpty());
        var first = pulses.pulseOf(epoch(OptionalLong.of(5), 5 * SECOND, true)).orElseThrow();
        assertEquals(4_850_000_000L, first.rawNanos());
        var second = pulses.pulseOf(epoch(OptionalLong.of(6), 6 * SECOND, true)).orElseThrow();
        assertEquals(first.sequence() + 1, second.sequence());
        assertThrows(IllegalArgumentException.class, () -> new SentencePulses(1.5));
    }

    private static Epoch epoch(OptionalLong second, long rawNanos, boolean isValid) {
        return new Epoch(
                second,
                rawNanos,
                isValid,
                isValid ? Fix.THREE_D : Fix.NONE,
                isValid ? 8 : 0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** One look at served time, in the middle of a second. */
    private record Look(int second, ClockState state, double errorSeconds, double boundSeconds) {}

    private static final class SentenceRig {
        private static final long TICK = SECOND / 4;

        private final Scenario scenario;
        private final IntPredicate isSilent;
        private final SimulatedWorld world;
        private final SentencePulses pulses = new SentencePulses(PulseKind.ASSUMED_SENTENCE_DELAY_SECONDS);
        private final Random random = new Random(5);
        private final List<Look> looks = new ArrayList<>();
        final ReferenceClock clock;

        SentenceRig(Scenario scenario, IntPredicate isSilent) {
            this(scenario, isSilent, ReferenceClockSettings.ofKind(PulseKind.SENTENCE));
        }

        SentenceRig(Scenario scenario, IntPredicate isSilent, ReferenceClockSettings settings) {
            this.scenario = scenario;
            this.isSilent = isSilent;
            var raw = new SimulatedClock(Rig.NOON + Math.round(scenario.aheadSeconds * 1e9));
            world = new SimulatedWorld(Rig.NOON, raw, new Crystal(Crystal.Traits.onABoard(4_000), 42));
            SystemClock disciplined = scenario.isSteered ? raw : new SoftwareClock(raw::rawNanos);
            clock = new ReferenceClock(settings, disciplined, _ -> {});
            world.at(Rig.NOON + SECOND, () -> second(1));
            world.at(Rig.NOON + TICK / 2, this::tick);
        }

        private void tick() {
            clock.onTick();
            world.at(world.utcNanos() + TICK, this::tick);
        }

        private void second(int k) {
            long at = Rig.NOON + k * SECOND;
            world.at(at + SECOND, () -> second(k + 1));
            world.at(at + SECOND / 2, () -> look(k));
            if (!isSilent.test(k)) {
                double delay = scenario.delaySeconds + scenario.jitterSeconds * random.nextDouble();
                world.at(at + Math.round(delay * 1e9), () -> burst(Rig.NOON / SECOND + k));
            }
        }

        private void burst(long utcSecond) {
            var epoch = epoch(OptionalLong.of(utcSecond), world.clock().rawNanos(), true);
            world.at(world.utcNanos() + Math.round(scenario.burstSeconds * 1e9), () -> {
                pulses.pulseOf(epoch).map(ClockInput.PulseArrived::new).ifPresent(clock::accept);
                clock.accept(new ClockInput.EpochArrived(epoch));
            });
        }

        private void look(int k) {
            var snapshot = clock.snapshot();
            long raw = world.clock().rawNanos();
            looks.add(new Look(
                    k,
                    snapshot.state(),
                    (snapshot.utcNanos(raw) - world.utcNanos()) * 1e-9,
                    snapshot.boundSeconds(raw)));
        }

        void runUntilSecond(int second) {
            world.runUntil(Rig.NOON + second * SECOND + 3 * SECOND / 4);
        }

        int firstLocked() {
            return looks.stream()
                    .filter(look -> look.state == ClockState.LOCKED)
                    .mapToInt(Look::second)
                    .findFirst()
                    .orElse(-1);
        }

        double meanErrorSeconds(int fromSecond) {
            return looks.stream()
                    .filter(look -> look.second >= fromSecond)
                    .mapToDouble(Look::errorSeconds)
                    .average()
                    .orElseThrow();
        }
    }
}
