package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.leap.LeapReading;
import org.timeball.refclock.discipline.leap.LeapTable;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.time.ClockState;

/**
 * G11 of the test catalogue: receivers that have not heard of the leap seconds yet, and so name the second wrongly while
 * their pulses are right.
 */
class LeapCountScenarioTest {

    private static final Crystal.Traits BOARD = Crystal.Traits.onABoard(12_000);
    private static final PulseNoise.Traits KERNEL = PulseNoise.Traits.ofKernelStamps();
    private static final long NOON = Rig.NOON / Rig.SECOND;

    private static final LeapNotice GUESS = new LeapNotice(OptionalInt.empty(), OptionalLong.empty(), 0, false);
    private static final LeapNotice TOLD = new LeapNotice(OptionalInt.of(18), OptionalLong.empty(), 0, true);
    private static final LeapNotice WRONG = new LeapNotice(OptionalInt.of(16), OptionalLong.empty(), 0, true);

    @Test
    void aReceiverThatGuessesIsNotServed() {
        var rig = Rig.unsteered(Rig.NOON, 7.5, BOARD, KERNEL, Script.PLAIN.wrongName(k -> k < 700 ? 3 : 0));
        rig.announce(GUESS);
        rig.runUntilSecond(699);
        assertFalse(rig.states().contains(ClockState.LOCKED));
        assertEquals(
                "the receiver has not heard of the leap seconds yet",
                rig.referenceClock.report().reason());
        rig.announce(TOLD);
        rig.runUntilSecond(800);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertNothingWrongWasServed(rig);
    }

    @Test
    void aCountThatContradictsTheFileIsNotServed() {
        var rig = Rig.unsteered(Rig.NOON, 7.5, BOARD, KERNEL, Script.PLAIN.wrongName(k -> k < 300 ? 2 : 0));
        rig.referenceClock.accept(new ClockInput.LeapFileRead("list", new LeapReading.Whole(unexpired())));
        rig.announce(WRONG);
        rig.runUntilSecond(299);
        assertFalse(rig.states().contains(ClockState.LOCKED));
        assertEquals(
                "the receiver counts 16 leap seconds since 1980, the leap-second file 18",
                rig.referenceClock.report().reason());
        rig.announce(TOLD);
        rig.runUntilSecond(400);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertNothingWrongWasServed(rig);
    }

    /** What was learned before the receiver admits that it guesses goes with it. */
    @Test
    void namesOfAReceiverThatThenAdmitsToGuessAreDropped() {
        var rig = Rig.unsteered(Rig.NOON, 7.5, BOARD, KERNEL, Script.PLAIN);
        rig.runUntilSecond(60);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        rig.announce(GUESS);
        rig.runUntilSecond(62);
        assertEquals(ClockState.UNSYNCHRONISED, rig.lastLook().state());
    }

    /** A receiver that starts anew beside a clock that counts changes nothing but is told of. */
    @Test
    void aReceiverThatForgetsDoesNotTakeTheCountAway() {
        var rig = Rig.unsteered(Rig.NOON, 7.5, BOARD, KERNEL, Script.PLAIN.wrongName(k -> k > 200 && k < 900 ? 3 : 0));
        rig.announce(TOLD);
        rig.runUntilSecond(200);
        rig.announce(GUESS);
        rig.runUntilSecond(900);
        rig.announce(TOLD);
        rig.runUntilSecond(1_000);
        assertEquals(java.util.List.of(ClockState.STARTING, ClockState.ACQUIRING, ClockState.LOCKED), rig.states());
        assertNothingWrongWasServed(rig);
        assertTrue(rig.events.stream().anyMatch(ClockEvent.LeapTold.class::isInstance));
    }

    /** By NMEA alone nobody can say that it guesses: it is waited for where it was seen to start. */
    @Test
    void aReceiverWithoutUbxIsWaitedForAfterAColdStart() {
        var rig = Rig.unsteered(
                Rig.NOON, 7.5, BOARD, KERNEL, Script.PLAIN.fix(k -> k >= 40).wrongName(k -> k < 800 ? 2 : 0));
        rig.runUntilSecond(900);
        assertFalse(rig.states().contains(ClockState.LOCKED));
        assertTrue(rig.referenceClock.report().reason().startsWith("the receiver may not have heard"));
        rig.runUntilSecond(1_000);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertNothingWrongWasServed(rig);
    }

    /** A clock that a battery or other servers kept right is witness enough. */
    @Test
    void itIsNotWaitedForWhereTheMachineKnewTheTime() {
        var rig = Rig.unsteered(Rig.NOON, 0.2, BOARD, KERNEL, Script.PLAIN.fix(k -> k >= 40));
        rig.runUntilSecond(120);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertNothingWrongWasServed(rig);
    }

    private static void assertNothingWrongWasServed(Rig rig) {
        for (var look : rig.looks) {
            boolean isRight = !look.state().isSynchronised() || Math.abs(look.errorSeconds()) < look.boundSeconds();
            assertTrue(isRight, look::toString);
        }
    }

    private static LeapTable unexpired() {
        return new LeapTable(NOON - 100 * 86_400, NOON + 100 * 86_400, LeapTable.BUILT_IN.entries());
    }
}
