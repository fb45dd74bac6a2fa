package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.time.ClockState;

/** C5 and C14 of the test catalogue: the machine's clock is set by somebody else, sleeps, or nobody minds it for a while. */
class ClockMovedTest {

    private static final Crystal.Traits BOARD = Crystal.Traits.onABoard(12_000);
    private static final PulseNoise.Traits KERNEL = PulseNoise.Traits.ofKernelStamps();
    private static final int AT = 300;

    /**
     * @param isSteered whether the clock that is moved is also the one that is steered
     */
    record Move(boolean isSteered, long nanos) {
        @Override
        public String toString() {
            return (isSteered ? "steered" : "left alone") + ", moved by " + nanos + " ns";
        }

        Rig rig() {
            return isSteered
                    ? Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN)
                    : Rig.unsteered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN);
        }
    }

    static final List<Move> MOVES = List.of(
            new Move(true, 10_000_000_000L),
            new Move(true, -10_000_000_000L),
            new Move(true, 30_000_000_000L),
            new Move(true, -1_000_000_000L),
            new Move(true, 300_000_000),
            new Move(true, -20_000_000),
            new Move(false, 10_000_000_000L),
            new Move(false, -10_000_000_000L),
            new Move(false, 86_400_000_000_000L));

    @ParameterizedTest
    @FieldSource("MOVES")
    void isNoticedAtOnceAndRightAgainWithinTenSeconds(Move move) {
        var rig = move.rig();
        rig.runUntilSecond(AT);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        var before = rig.referenceClock.snapshot();
        rig.world.clock().step(move.nanos);
        var clock = rig.world.clock();
        assertEquals(
                Math.abs(move.nanos) < 1_000_000,
                before.holdsAt(clock.rawNanos(), clock.monotonicNanos()),
                "no answer by the snapshot from before");

        rig.world.runUntil(rig.world.utcNanos() + 300_000_000);
        assertEquals(ClockState.UNSYNCHRONISED, rig.referenceClock.snapshot().state());
        assertTrue(rig.referenceClock.report().reason().startsWith("the machine's clock was moved by "));

        rig.runUntilSecond(AT + 10);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        rig.runUntilSecond(AT + 600);
        for (var look : rig.looks) {
            assertTrue(
                    !look.state().isSynchronised() || Math.abs(look.errorSeconds()) <= look.boundSeconds(),
                    () -> "out of the bound: " + look);
        }
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
    }

    static final List<Move> SLIGHT_MOVES = List.of(
            new Move(true, 1_900_000),
            new Move(true, -200_000),
            new Move(true, 20_000),
            new Move(true, -3_000),
            new Move(false, -500_000),
            new Move(false, 10_000));

    /** Too slight to be anything but a clock that was set: put back at once, and never taken for pulses that moved. */
    @ParameterizedTest
    @FieldSource("SLIGHT_MOVES")
    void isPutBackWhenItIsSlight(Move move) {
        var rig = move.rig();
        for (int times = 1; times <= 4; times++) {
            rig.runUntilSecond(times * AT);
            rig.world.clock().step(move.nanos);
        }
        rig.runUntilSecond(5 * AT);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertEquals("", rig.referenceClock.report().suspicion().sentence());
        rig.looks.stream()
                .filter(look -> look.second() > 60 && look.second() % AT != 0)
                .forEach(look -> assertEquals(0, look.errorSeconds(), 1e-6, () -> "off: " + look));
    }

    /** A process that is stopped while the machine goes on: its last snapshot is not served, and it finds back at once. */
    @Test
    void whatNobodyMindedForHalfAMinuteIsNotServed() {
        for (int pause : new int[] {5, 30, 120, 900}) {
            var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN);
            rig.runUntilSecond(AT);
            rig.pause(true);
            rig.runUntilSecond(AT + pause);
            var clock = rig.world.clock();
            var stale = rig.referenceClock.snapshot();
            assertFalse(stale.holdsAt(clock.rawNanos(), clock.monotonicNanos()), () -> "served after " + pause + " s");
            int paused = rig.looks.size();
            rig.pause(false);
            rig.runUntilSecond(AT + pause + 10);
            assertEquals(ClockState.LOCKED, rig.lastLook().state(), () -> "after " + pause + " s: " + rig.states());
            for (var look : rig.looks.subList(paused, rig.looks.size())) {
                assertTrue(
                        !look.state().isSynchronised() || Math.abs(look.errorSeconds()) <= look.boundSeconds(),
                        () -> "out of the bound: " + look);
            }
        }
    }

    /** C6: with no source left, what vouched says so within a second of the bound's passing the limit. */
    @Test
    void leavesStratumOneWithinASecondOfPassingTheLimit() {
        for (double limit : new double[] {20e-6, 1e-3}) {
            var rig = Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, Script.PLAIN.silent(k -> k >= AT), limit);
            rig.runUntilSecond(2 * 3_600);
            var last = rig.looks.stream()
                    .filter(look -> look.state().isSynchronised())
                    .reduce((_, later) -> later)
                    .orElseThrow();
            assertTrue(last.boundSeconds() < limit, () -> "still vouched for: " + last);
            assertTrue(last.boundSeconds() > 0.9 * limit, () -> "given up early: " + last);
            var next = rig.looks.get(last.second());
            assertEquals(ClockState.UNSYNCHRONISED, next.state());
            assertEquals(16, next.boundSeconds());
        }
    }
}
