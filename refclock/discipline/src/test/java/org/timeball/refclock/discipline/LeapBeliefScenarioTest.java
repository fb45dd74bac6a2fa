package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.discipline.leap.LeapReading;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.discipline.leap.LeapSource;
import org.timeball.refclock.discipline.leap.LeapTable;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;

/** Whose word makes a leap second, and whose does not, on a simulated world. */
class LeapBeliefScenarioTest {

    /** Receivers that do it early, late, or by repeating a name, as they are known to. */
    record Receiver(String name, IntToLongFunction names) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Receiver> receivers() {
        return List.of(
                new Receiver(
                        "says 60, which is counted as the next day's first", k -> k >= LeapingWorld.LEAD + 1 ? -1 : 0),
                new Receiver("repeats 59", k -> k >= LeapingWorld.LEAD ? -1 : 0),
                new Receiver("a second early", k -> k >= LeapingWorld.LEAD - 1 ? -1 : 0),
                new Receiver("five minutes late", k -> k >= LeapingWorld.LEAD + 300 ? -1 : 0),
                new Receiver("twenty minutes early", k -> k >= LeapingWorld.LEAD - 1_200 ? -1 : 0));
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void countsByItselfWhateverReceiversSay(Receiver receiver) {
        for (boolean isSteered : new boolean[] {true, false}) {
            int lead = LeapingWorld.LEAD + 2_000;
            var leaping = new LeapingWorld(
                            new LeapSecond(LeapingWorld.NEW_YEAR, 1),
                            lead,
                            LeapSettings.DEFAULT,
                            isSteered,
                            k -> receiver.names.applyAsLong(k - 2_000))
                    .offerFile();
            leaping.run(2_500);
            assertEquals(List.of(ClockState.STARTING, ClockState.ACQUIRING, ClockState.LOCKED), leaping.rig.states());
            assertTrue(leaping.worstErrorSeconds(-2_000, 2_500) < 20e-6);
        }
    }

    /** G10: whatever a receiver alone announces is not armed, and an alarm. */
    @Test
    void aReceiverAloneIsNotBelieved() {
        var leaping = new LeapingWorld(
                new LeapSecond(LeapingWorld.NEW_YEAR, 1), LeapingWorld.LEAD, LeapSettings.DEFAULT, true, k -> 0);
        leaping.rig.announce(LeapingWorld.notice(1));
        leaping.run(-10);
        assertEquals(Leap.NONE, leaping.announced());
        assertEquals(Leap.NONE, leaping.raw.armedLeap());
        assertTrue(leaping.news().contains(LeapNews.Kind.OBJECTION));
        assertEquals(
                "only the receiver announced a second inserted before 2027-01-01",
                leaping.rig.referenceClock.leap().objection());
        leaping.rig.announce(LeapingWorld.notice(0));
        leaping.run(100);
        assertEquals(0, leaping.rig.lastLook().errorSeconds(), 20e-6);
    }

    @Test
    void twoOthersAreBelievedWithoutAFile() {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, 1);
        var leaping = new LeapingWorld(leap, LeapingWorld.LEAD, LeapSettings.DEFAULT, false)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.announce(LeapingWorld.notice(1));
        leaping.run(-LeapingWorld.LEAD + 30);
        assertEquals(Leap.NONE, leaping.announced());
        leaping.run(-100);
        assertEquals(Leap.INSERT, leaping.announced());
        leaping.run(100);
        assertTrue(leaping.worstErrorSeconds(-300, 100) < 20e-6);
        assertEquals(38, leaping.rig.referenceClock.leap().taiMinusUtcSeconds());
    }

    /** The list that knows of it comes later: until then it is added to what the old one says. */
    @Test
    void countsWhatTheListDoesNotKnow() {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, 1);
        var leaping = new LeapingWorld(leap, LeapingWorld.LEAD, LeapSettings.DEFAULT, true)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap))
                .vote(new LeapVote.Announced(LeapSource.OTHER_SATELLITES, leap));
        leaping.run(-10);
        assertEquals(37, leaping.raw.taiOffsetSeconds());
        leaping.run(10);
        assertEquals(38, leaping.raw.taiOffsetSeconds());
        assertEquals(38, leaping.rig.referenceClock.leap().taiMinusUtcSeconds());
        leaping.offerFile().run(20);
        assertEquals(38, leaping.raw.taiOffsetSeconds());
    }

    @Test
    void aFalseAlarmThatIsRetractedIsForgotten() {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, 1);
        var leaping = new LeapingWorld(leap, 2_400, LeapSettings.DEFAULT, true, k -> 0)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.announce(LeapingWorld.notice(1));
        leaping.run(-2_200);
        assertEquals(Leap.INSERT, leaping.raw.armedLeap());
        leaping.rig.announce(LeapingWorld.notice(0));
        leaping.run(-2_000);
        assertEquals(Leap.NONE, leaping.raw.armedLeap());
        assertEquals(Leap.NONE, leaping.announced());
        assertTrue(leaping.news().contains(LeapNews.Kind.WITHDRAWN));
        leaping.run(100);
        assertEquals(0, leaping.rig.lastLook().errorSeconds(), 20e-6);
    }

    /** Debian 12's own list has expired: a normal state, in which a leap second the satellites announce stays announced. */
    @Test
    void aListThatExpiresMeanwhileTakesNothingBack() {
        var leap = new LeapSecond(LeapingWorld.NEW_YEAR, 1);
        var known = LeapTable.BUILT_IN;
        var leaping = new LeapingWorld(leap, LeapingWorld.LEAD, LeapSettings.DEFAULT, false)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.referenceClock.accept(new ClockInput.LeapFileRead(
                "list",
                new LeapReading.Whole(new LeapTable(
                        LeapingWorld.NEW_YEAR - 200L * LeapingWorld.DAY,
                        LeapingWorld.NEW_YEAR - 100,
                        known.entries()))));
        leaping.rig.announce(LeapingWorld.notice(1));
        leaping.run(-50);
        assertEquals(Leap.INSERT, leaping.announced());
        leaping.run(50);
        assertTrue(leaping.worstErrorSeconds(-300, 50) < 20e-6);
        assertTrue(leaping.news().contains(LeapNews.Kind.FILE_EXPIRES));
    }
}
