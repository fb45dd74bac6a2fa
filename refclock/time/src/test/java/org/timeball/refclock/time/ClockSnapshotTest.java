package org.timeball.refclock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockSnapshotTest {

    private static final long RAW = 1_795_392_000_000_000_000L;
    private static final long MONOTONIC = 5_000_000_000L;
    private static final long DECADES = -180_000_000_123_456_789L;

    @Test
    void addsTheCorrectionToTheRawClock() {
        var snapshot = locked(DECADES, 0);
        assertEquals(RAW + DECADES, snapshot.utcNanos(RAW));
        assertEquals(RAW + DECADES + 5_000_000_001L, snapshot.utcNanos(RAW + 5_000_000_001L));
    }

    @Test
    void growsTheCorrectionAtItsRate() {
        var snapshot = locked(DECADES, 12_500);
        assertEquals(RAW + DECADES + 2_000_025_000L, snapshot.utcNanos(RAW + 2_000_000_000L));
        assertEquals(RAW + DECADES - 2_000_025_000L, snapshot.utcNanos(RAW - 2_000_000_000L));
    }

    @Test
    void takesALeapSecondToTheNanosecond() {
        var snapshot = locked(DECADES, 0).leapingAt(RAW + 500, -1);
        assertEquals(RAW + DECADES + 499, snapshot.utcNanos(RAW + 499));
        assertEquals(RAW + DECADES + 500 - 1_000_000_000L, snapshot.utcNanos(RAW + 500));
    }

    @Test
    void growsItsBoundsAndNeverShrinksThemBackwards() {
        var snapshot = locked(0, 0);
        assertEquals(1e-6 + 10 * 300e-9, snapshot.boundSeconds(RAW + 10_000_000_000L), 1e-15);
        assertEquals(2e-7 + 10 * 100e-9, snapshot.withinSeconds(RAW + 10_000_000_000L), 1e-15);
        assertEquals(1e-6, snapshot.boundSeconds(RAW - 10_000_000_000L), 1e-15);
    }

    @Test
    void holdsForThreeSecondsIfNobodyMovesTheClock() {
        var snapshot = locked(DECADES, 12_500);
        for (long later : new long[] {0, 250_000_000L, 3_000_000_000L}) {
            assertTrue(snapshot.holdsAt(RAW + later, MONOTONIC + later), () -> later + " ns later");
            assertFalse(snapshot.holdsAt(RAW + later + 1_100_000, MONOTONIC + later), () -> "moved ahead, " + later);
            assertFalse(snapshot.holdsAt(RAW + later - 10_000_000_000L, MONOTONIC + later), () -> "back, " + later);
        }
        assertFalse(snapshot.holdsAt(RAW + 3_000_000_001L, MONOTONIC + 3_000_000_001L), "too old");
        assertFalse(snapshot.holdsAt(RAW + 30_000_000_000L, MONOTONIC + 100_000_000), "it slept");
    }

    @Test
    void vouchesForNothingAtTheStart() {
        var snapshot = ClockSnapshot.starting(RAW);
        assertEquals(Leap.UNKNOWN, snapshot.leap());
        assertEquals(0, snapshot.stratum());
        assertEquals(RAW, snapshot.utcNanos(RAW));
    }

    @Test
    void refusesALeapOrStratumThatContradictsItsState() {
        assertThrows(IllegalArgumentException.class, () -> of(ClockState.LOCKED, Leap.UNKNOWN, 1));
        assertThrows(IllegalArgumentException.class, () -> of(ClockState.UNSYNCHRONISED, Leap.NONE, 0));
        assertThrows(IllegalArgumentException.class, () -> of(ClockState.HOLDOVER, Leap.NONE, 0));
        assertThrows(IllegalArgumentException.class, () -> of(ClockState.HOLDOVER, Leap.NONE, 16));
        assertThrows(IllegalArgumentException.class, () -> of(ClockState.ACQUIRING, Leap.UNKNOWN, 1));
    }

    private static ClockSnapshot locked(long correctionNanos, double ratePpb) {
        return new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                RAW,
                MONOTONIC,
                correctionNanos,
                ratePpb,
                RAW + correctionNanos,
                0,
                1e-6,
                300,
                2e-7,
                100);
    }

    private static ClockSnapshot of(ClockState state, Leap leap, int stratum) {
        return new ClockSnapshot(state, leap, stratum, RefId.NONE, RAW, 0, 0, 0, 0, 0, 1, 0, 1, 0);
    }
}
