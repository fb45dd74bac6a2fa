package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.RefId;

/** Whole leap seconds on a simulated world: how clients get over them in every mode. */
class LeapSecondScenarioTest {

    record Row(LeapMode mode, LeapSecond leap, boolean isSteered) {
        @Override
        public String toString() {
            return mode + ", " + leap.words() + (isSteered ? ", steered" : ", not steered");
        }
    }

    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var mode : LeapMode.values()) {
            for (long event : new long[] {LeapingWorld.NEW_YEAR, LeapingWorld.MIDSUMMER}) {
                for (int change : new int[] {1, -1}) {
                    rows.add(new Row(mode, new LeapSecond(event, change), true));
                    rows.add(new Row(mode, new LeapSecond(event, change), false));
                }
            }
        }
        return rows;
    }

    /** C8 of the test catalogue: in every mode but the smear, clients are within a millisecond outside the second. */
    @ParameterizedTest
    @MethodSource("rows")
    void carriesClientsOverTheSecond(Row row) {
        var leaping = new LeapingWorld(
                        row.leap, LeapingWorld.LEAD, LeapSettings.DEFAULT.withMode(row.mode), row.isSteered)
                .offerFile();
        leaping.run(-10);
        boolean isAnnounced = row.mode != LeapMode.SMEAR && row.mode != LeapMode.IGNORE;
        assertEquals(isAnnounced ? row.leap.indicator() : Leap.NONE, leaping.announced());
        leaping.run(-3);
        double startSmear = leaping.errorSeconds(-3);
        leaping.run(400);
        if (row.mode == LeapMode.SMEAR) {
            assertEquals(-row.leap.change() * 0.5, startSmear, 1e-4);
            assertEquals(row.leap.change() * 0.5, leaping.errorSeconds(2), 1e-4);
            assertEquals(RefId.SMEAR, leaping.rig.referenceClock.snapshot().refId());
        } else {
            double worst = leaping.worstErrorSeconds(-300, 400);
            assertTrue(worst < 20e-6, () -> "worst error " + worst + " s");
            assertEquals(Leap.NONE, leaping.announced());
            assertEquals(RefId.PPS, leaping.rig.referenceClock.snapshot().refId());
        }
        assertTrue(leaping.news().contains(LeapNews.Kind.TAKEN));
        assertFalse(leaping.news().contains(LeapNews.Kind.WITHDRAWN));
        boolean staysLocked = row.mode != LeapMode.IGNORE;
        assertEquals(
                staysLocked
                        ? List.of(ClockState.STARTING, ClockState.ACQUIRING, ClockState.LOCKED)
                        : List.of(
                                ClockState.STARTING,
                                ClockState.ACQUIRING,
                                ClockState.LOCKED,
                                ClockState.UNSYNCHRONISED,
                                ClockState.ACQUIRING,
                                ClockState.LOCKED),
                leaping.rig.states());
        assertEquals(37 + row.leap.change(), leaping.rig.referenceClock.leap().taiMinusUtcSeconds());
        if (row.isSteered) {
            assertEquals(37 + row.leap.change(), leaping.raw.taiOffsetSeconds());
            assertEquals(Leap.NONE, leaping.raw.armedLeap());
        }
    }

    /** Every millisecond around it, the inserted second included, which clients read as 23:59:59 again. */
    @ParameterizedTest
    @MethodSource("rows")
    void isRightOnBothSidesToTheTick(Row row) {
        var leaping = new LeapingWorld(
                        row.leap, LeapingWorld.LEAD, LeapSettings.DEFAULT.withMode(row.mode), row.isSteered)
                .offerFile();
        leaping.run(-5);
        double jumpSeconds = row.mode == LeapMode.SMEAR ? 0 : -row.leap.change();
        double before = servedErrorSeconds(leaping);
        long due = row.leap.dueSecond() * Rig.SECOND;
        for (long at = due - Rig.SECOND - 500_000; at < due + Rig.SECOND * 5 / 2; at += 1_000_000) {
            leaping.rig.world.runUntil(at);
            boolean isVouchedFor = leaping.rig.referenceClock.snapshot().state().isSynchronised();
            double expected = before + (at >= due ? jumpSeconds : 0);
            if (isVouchedFor) {
                assertEquals(expected, servedErrorSeconds(leaping), 1e-3, "at " + (at - due) + " ns");
            }
        }
    }

    /** Served time less the world's count, which knows no leap second. */
    private static double servedErrorSeconds(LeapingWorld leaping) {
        long served = leaping.rig.referenceClock.snapshot().utcNanos(leaping.raw.rawNanos());
        return (served - leaping.rig.world.utcNanos()) * 1e-9;
    }

    @Test
    void theKernelTakesItWhereItIsAskedTo() {
        var leaping = new LeapingWorld(
                        new LeapSecond(LeapingWorld.NEW_YEAR, 1), LeapingWorld.LEAD, LeapSettings.DEFAULT, true)
                .offerFile();
        leaping.run(-10);
        assertEquals(Leap.INSERT, leaping.raw.armedLeap());
        leaping.run(10);
        assertTrue(leaping.raw.hasLeapt() || leaping.raw.armedLeap() == Leap.NONE);
        assertTrue(leaping.rig.events.stream()
                .anyMatch(event -> event instanceof ClockEvent.Stepped(long _, long delta, var why)
                        && delta == -Rig.SECOND
                        && why.equals("a leap second, taken by the kernel")));
    }

    /** What took the bits away, another program for one, does not take the second away. */
    @Test
    void whatTheKernelDoesNotTakeIsStepped() {
        var leaping = new LeapingWorld(
                        new LeapSecond(LeapingWorld.NEW_YEAR, 1), LeapingWorld.LEAD, LeapSettings.DEFAULT, true)
                .offerFile();
        leaping.run(-10);
        leaping.raw.armLeap(Leap.NONE);
        leaping.run(100);
        assertTrue(leaping.worstErrorSeconds(-300, 100) < 20e-6);
        assertTrue(leaping.rig.events.stream()
                .anyMatch(event -> event instanceof ClockEvent.Stepped(long _, long delta, var why)
                        && delta == -Rig.SECOND
                        && why.equals("a leap second")));
    }

    @Test
    void isAnnouncedExactlyADayAheadAndClearedAfter() {
        var leaping = new LeapingWorld(
                        new LeapSecond(LeapingWorld.MIDSUMMER, 1),
                        LeapingWorld.DAY + LeapingWorld.LEAD,
                        LeapSettings.DEFAULT,
                        true)
                .offerFile();
        leaping.run(-LeapingWorld.DAY - 1);
        assertEquals(Leap.NONE, leaping.announced());
        assertEquals(Leap.NONE, leaping.raw.armedLeap());
        leaping.run(-LeapingWorld.DAY);
        assertEquals(Leap.INSERT, leaping.announced());
        assertEquals(Leap.INSERT, leaping.raw.armedLeap());
        leaping.run(-1);
        assertEquals(Leap.INSERT, leaping.announced());
        leaping.run(1);
        assertEquals(Leap.NONE, leaping.announced());
        assertTrue(leaping.worstErrorSeconds(-LeapingWorld.DAY, 1) < 20e-6);
    }

    /** With a slew the machine's own clock is not moved at once, and gets there in the end. */
    @Test
    void aSlewSparesTheMachinesClock() {
        var leaping = new LeapingWorld(
                        new LeapSecond(LeapingWorld.NEW_YEAR, 1),
                        LeapingWorld.LEAD,
                        LeapSettings.DEFAULT.withMode(LeapMode.SLEW),
                        true)
                .offerFile();
        leaping.run(10);
        assertEquals(1, machineErrorSeconds(leaping), 0.01);
        leaping.run(1_000);
        assertEquals(0.6, machineErrorSeconds(leaping), 0.01);
        leaping.run(3_000);
        assertEquals(0, machineErrorSeconds(leaping), 5e-6);
        assertTrue(leaping.worstErrorSeconds(-300, 3_000) < 20e-6);
    }

    private static double machineErrorSeconds(LeapingWorld leaping) {
        return (leaping.raw.rawNanos() - leaping.rig.world.utcNanos()) * 1e-9 + 1;
    }

    /** Without a pulse or a word from the receiver it is the ticks that bring the clock over. */
    @ParameterizedTest
    @MethodSource("rows")
    void goesOverItInHoldover(Row row) {
        var settings = LeapSettings.DEFAULT.withMode(row.mode);
        var leaping = new LeapingWorld(
                        row.leap,
                        LeapingWorld.LEAD,
                        settings,
                        row.isSteered,
                        Script.PLAIN
                                .wrongName(k -> LeapingWorld.shift(row.leap, k - LeapingWorld.LEAD))
                                .silent(k -> k > LeapingWorld.LEAD - 20 && k < LeapingWorld.LEAD + 20))
                .offerFile();
        leaping.run(100);
        if (row.mode == LeapMode.SMEAR) {
            assertEquals(row.leap.change() * 0.5, leaping.errorSeconds(5), 1e-3);
        } else {
            assertTrue(leaping.worstErrorSeconds(-300, 100) < 50e-6);
        }
        assertTrue(leaping.rig.states().contains(ClockState.HOLDOVER));
        assertEquals(row.mode == LeapMode.IGNORE, leaping.rig.states().contains(ClockState.UNSYNCHRONISED));
        assertEquals(ClockState.LOCKED, leaping.rig.lastLook().state());
    }
}
