package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
import org.timeball.refclock.discipline.leap.SlewingClock;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SmearShape;

/**
 * Whole leap seconds on a simulated world, whose own count knows of none: true UTC falls a second behind it where one is
 * inserted, and gets a second ahead where one is left out.
 */
class LeapSecondScenarioTest {

    private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
    private static final long MIDSUMMER = Instant.parse("2027-07-01T00:00:00Z").getEpochSecond();
    private static final int DAY = 86_400;

    /** So long before the leap second most of these begin. */
    private static final int LEAD = 400;

    /** A world, a clock in it, and a leap second {@code lead} seconds after its start. */
    private static final class Leaping {
        private final LeapSecond leap;
        private final int lead;
        private final SimulatedClock raw;
        private final Rig rig;

        Leaping(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered, IntToLongFunction names) {
            this(leap, lead, settings, isSteered, Script.PLAIN.wrongName(names));
        }

        Leaping(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered, Script script) {
            this.leap = leap;
            this.lead = lead;
            long start = (leap.eventUtcSecond() - lead) * Rig.SECOND;
            raw = new SimulatedClock(start + 400_000_000);
            var beneath = isSteered ? raw : new SoftwareClock(raw::rawNanos);
            boolean isSlewed = settings.mode() == LeapMode.SLEW || settings.mode() == LeapMode.SMEAR;
            double granularity = isSteered ? SimulatedClock.KERNEL_GRANULARITY_PPB : 0;
            rig = new Rig(
                    start,
                    raw,
                    isSteered && isSlewed ? new SlewingClock(beneath) : beneath,
                    ReferenceClockSettings.defaults().withGranularityPpb(granularity),
                    settings,
                    Crystal.Traits.onABoard(12_000),
                    PulseNoise.Traits.ofKernelStamps(),
                    script);
        }

        Leaping(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered) {
            this(leap, lead, settings, isSteered, k -> shift(leap, k - lead));
        }

        Leaping offerFile() {
            rig.referenceClock.accept(new ClockInput.LeapFileRead("list", new LeapReading.Whole(listing(leap))));
            return this;
        }

        Leaping vote(LeapVote vote) {
            rig.referenceClock.accept(new ClockInput.LeapVoted(vote));
            return this;
        }

        Leaping run(int secondsFromLeap) {
            rig.runUntilSecond(lead + secondsFromLeap);
            return this;
        }

        Leap announced() {
            return rig.referenceClock.snapshot().leap();
        }

        /** Served less true time, in the middle of a second counted from the leap second by the world. */
        double errorSeconds(int secondsFromLeap) {
            var look = rig.looks.get(lead + secondsFromLeap - 1);
            assertEquals(lead + secondsFromLeap, look.second());
            return look.errorSeconds() - shift(leap, secondsFromLeap);
        }

        double worstErrorSeconds(int from, int to) {
            double worst = 0;
            for (int k = from; k <= to; k++) {
                boolean isSynchronised = rig.looks.get(lead + k - 1).state().isSynchronised();
                worst = k == 0 || !isSynchronised ? worst : Math.max(worst, Math.abs(errorSeconds(k)));
            }
            return worst;
        }

        List<LeapNews.Kind> news() {
            List<LeapNews.Kind> kinds = new ArrayList<>();
            for (var event : rig.events) {
                if (event instanceof ClockEvent.LeapTold(long _, var told)) {
                    kinds.add(told.kind());
                }
            }
            return kinds;
        }
    }

    /** What true UTC gains on the world's count in its second {@code k} from the event. */
    private static long shift(LeapSecond leap, int k) {
        return k >= (leap.change() > 0 ? 0 : -1) ? -leap.change() : 0;
    }

    private static LeapTable listing(LeapSecond leap) {
        var entries = new ArrayList<>(LeapTable.BUILT_IN.entries());
        entries.add(new LeapTable.Entry(leap.eventUtcSecond(), entries.getLast().taiMinusUtcSeconds() + leap.change()));
        return new LeapTable(leap.eventUtcSecond() - 170 * DAY, leap.eventUtcSecond() + 150L * DAY, entries);
    }

    record Row(LeapMode mode, LeapSecond leap, boolean isSteered) {
        @Override
        public String toString() {
            return mode + ", " + leap.words() + (isSteered ? ", steered" : ", not steered");
        }
    }

    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var mode : LeapMode.values()) {
            for (long event : new long[] {NEW_YEAR, MIDSUMMER}) {
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
        var leaping = new Leaping(row.leap, LEAD, LeapSettings.DEFAULT.withMode(row.mode), row.isSteered).offerFile();
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
        var leaping = new Leaping(row.leap, LEAD, LeapSettings.DEFAULT.withMode(row.mode), row.isSteered).offerFile();
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
    private static double servedErrorSeconds(Leaping leaping) {
        long served = leaping.rig.referenceClock.snapshot().utcNanos(leaping.raw.rawNanos());
        return (served - leaping.rig.world.utcNanos()) * 1e-9;
    }

    @Test
    void theKernelTakesItWhereItIsAskedTo() {
        var leaping = new Leaping(new LeapSecond(NEW_YEAR, 1), LEAD, LeapSettings.DEFAULT, true).offerFile();
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
        var leaping = new Leaping(new LeapSecond(NEW_YEAR, 1), LEAD, LeapSettings.DEFAULT, true).offerFile();
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
        var leaping = new Leaping(new LeapSecond(MIDSUMMER, 1), DAY + LEAD, LeapSettings.DEFAULT, true).offerFile();
        leaping.run(-DAY - 1);
        assertEquals(Leap.NONE, leaping.announced());
        assertEquals(Leap.NONE, leaping.raw.armedLeap());
        leaping.run(-DAY);
        assertEquals(Leap.INSERT, leaping.announced());
        assertEquals(Leap.INSERT, leaping.raw.armedLeap());
        leaping.run(-1);
        assertEquals(Leap.INSERT, leaping.announced());
        leaping.run(1);
        assertEquals(Leap.NONE, leaping.announced());
        assertTrue(leaping.worstErrorSeconds(-DAY, 1) < 20e-6);
    }

    /** With a slew the machine's own clock is not moved at once, and gets there in the end. */
    @Test
    void aSlewSparesTheMachinesClock() {
        var leaping = new Leaping(new LeapSecond(NEW_YEAR, 1), LEAD, LeapSettings.DEFAULT.withMode(LeapMode.SLEW), true)
                .offerFile();
        leaping.run(10);
        assertEquals(1, machineErrorSeconds(leaping), 0.01);
        leaping.run(1_000);
        assertEquals(0.6, machineErrorSeconds(leaping), 0.01);
        leaping.run(3_000);
        assertEquals(0, machineErrorSeconds(leaping), 5e-6);
        assertTrue(leaping.worstErrorSeconds(-300, 3_000) < 20e-6);
    }

    private static double machineErrorSeconds(Leaping leaping) {
        return (leaping.raw.rawNanos() - leaping.rig.world.utcNanos()) * 1e-9 + 1;
    }

    record SmearRow(SmearShape shape, int change, boolean isSteered) {
        @Override
        public String toString() {
            return shape + ", " + change + (isSteered ? ", steered" : ", not steered");
        }
    }

    static List<SmearRow> smears() {
        return List.of(
                new SmearRow(SmearShape.LINEAR, 1, true),
                new SmearRow(SmearShape.LINEAR, -1, false),
                new SmearRow(SmearShape.COSINE, 1, false),
                new SmearRow(SmearShape.COSINE, -1, true));
    }

    /** From noon to noon, with no jump anywhere, no bits, and a reference id that says so. */
    @ParameterizedTest
    @MethodSource("smears")
    void aSmearRunsFromNoonToNoon(SmearRow row) {
        var leap = new LeapSecond(NEW_YEAR, row.change);
        var settings = new LeapSettings(LeapMode.SMEAR, row.shape, 900);
        var leaping = new Leaping(leap, DAY / 2 + LEAD, settings, row.isSteered).offerFile();
        leaping.run(-DAY / 2 - 1);
        assertEquals(RefId.PPS, leaping.rig.referenceClock.snapshot().refId());
        for (int k = -DAY / 2; k < DAY / 2; k += 3_600) {
            leaping.run(k + 10);
            assertEquals(Leap.NONE, leaping.announced());
            assertEquals(RefId.SMEAR, leaping.rig.referenceClock.snapshot().refId());
        }
        leaping.run(DAY / 2 + 5);
        assertEquals(RefId.PPS, leaping.rig.referenceClock.snapshot().refId());
        double steepest = row.shape == SmearShape.LINEAR ? 11.6e-6 : 18.2e-6;
        for (int k = -DAY / 2; k <= DAY / 2; k++) {
            double step = leaping.rig.looks.get(leaping.lead + k).errorSeconds()
                    - leaping.rig.looks.get(leaping.lead + k - 1).errorSeconds();
            int second = k;
            assertTrue(Math.abs(step) < steepest + 8e-6, () -> "served time jumps by " + step + " s at " + second);
        }
        assertEquals(0, leaping.errorSeconds(DAY / 2 + 4), 20e-6);
        assertEquals(-row.change * 0.5, leaping.errorSeconds(-3), 1e-4);
        double quarter = row.shape == SmearShape.LINEAR ? 0.25 : 0.1464;
        assertEquals(-row.change * quarter, leaping.errorSeconds(-DAY / 4), 1e-4);
    }

    /** A daemon that starts within the smear takes it up where it is, before the second and after. */
    @Test
    void aRestartGoesOnWithTheSmear() {
        var leap = new LeapSecond(NEW_YEAR, 1);
        for (int lead : new int[] {3_600, -3_600}) {
            var leaping = new Leaping(leap, lead, LeapSettings.DEFAULT.withMode(LeapMode.SMEAR), true).offerFile();
            int now = -lead + 100;
            leaping.run(now);
            double done = (DAY / 2 + now + 0.5) / (DAY + 1);
            assertEquals(ClockState.LOCKED, leaping.rig.lastLook().state());
            assertEquals((now > 0 ? 1 : 0) - done, leaping.errorSeconds(now), 20e-6);
            assertEquals(RefId.SMEAR, leaping.rig.referenceClock.snapshot().refId());
        }
    }

    /** Receivers that do it early, late, or by repeating a name, as they are known to. */
    record Receiver(String name, IntToLongFunction names) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Receiver> receivers() {
        return List.of(
                new Receiver("says 60, which is counted as the next day's first", k -> k >= LEAD + 1 ? -1 : 0),
                new Receiver("repeats 59", k -> k >= LEAD ? -1 : 0),
                new Receiver("a second early", k -> k >= LEAD - 1 ? -1 : 0),
                new Receiver("five minutes late", k -> k >= LEAD + 300 ? -1 : 0),
                new Receiver("twenty minutes early", k -> k >= LEAD - 1_200 ? -1 : 0));
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void countsByItselfWhateverReceiversSay(Receiver receiver) {
        for (boolean isSteered : new boolean[] {true, false}) {
            int lead = LEAD + 2_000;
            var leaping = new Leaping(
                            new LeapSecond(NEW_YEAR, 1),
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
        var leaping = new Leaping(new LeapSecond(NEW_YEAR, 1), LEAD, LeapSettings.DEFAULT, true, k -> 0);
        leaping.rig.announce(notice(1));
        leaping.run(-10);
        assertEquals(Leap.NONE, leaping.announced());
        assertEquals(Leap.NONE, leaping.raw.armedLeap());
        assertTrue(leaping.news().contains(LeapNews.Kind.OBJECTION));
        assertEquals(
                "only the receiver announced a second inserted before 2027-01-01",
                leaping.rig.referenceClock.leap().objection());
        leaping.rig.announce(notice(0));
        leaping.run(100);
        assertEquals(0, leaping.rig.lastLook().errorSeconds(), 20e-6);
    }

    @Test
    void twoOthersAreBelievedWithoutAFile() {
        var leap = new LeapSecond(NEW_YEAR, 1);
        var leaping = new Leaping(leap, LEAD, LeapSettings.DEFAULT, false)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.announce(notice(1));
        leaping.run(-LEAD + 30);
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
        var leap = new LeapSecond(NEW_YEAR, 1);
        var leaping = new Leaping(leap, LEAD, LeapSettings.DEFAULT, true)
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

    /** Without a pulse or a word from the receiver it is the ticks that bring the clock over. */
    @ParameterizedTest
    @MethodSource("rows")
    void goesOverItInHoldover(Row row) {
        var settings = LeapSettings.DEFAULT.withMode(row.mode);
        var leaping = new Leaping(
                        row.leap,
                        LEAD,
                        settings,
                        row.isSteered,
                        Script.PLAIN
                                .wrongName(k -> shift(row.leap, k - LEAD))
                                .silent(k -> k > LEAD - 20 && k < LEAD + 20))
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

    @Test
    void aFalseAlarmThatIsRetractedIsForgotten() {
        var leap = new LeapSecond(NEW_YEAR, 1);
        var leaping = new Leaping(leap, 2_400, LeapSettings.DEFAULT, true, k -> 0)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.announce(notice(1));
        leaping.run(-2_200);
        assertEquals(Leap.INSERT, leaping.raw.armedLeap());
        leaping.rig.announce(notice(0));
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
        var leap = new LeapSecond(NEW_YEAR, 1);
        var known = LeapTable.BUILT_IN;
        var leaping = new Leaping(leap, LEAD, LeapSettings.DEFAULT, false)
                .vote(new LeapVote.Announced(LeapSource.PEERS, leap));
        leaping.rig.referenceClock.accept(new ClockInput.LeapFileRead(
                "list", new LeapReading.Whole(new LeapTable(NEW_YEAR - 200L * DAY, NEW_YEAR - 100, known.entries()))));
        leaping.rig.announce(notice(1));
        leaping.run(-50);
        assertEquals(Leap.INSERT, leaping.announced());
        leaping.run(50);
        assertTrue(leaping.worstErrorSeconds(-300, 50) < 20e-6);
        assertTrue(leaping.news().contains(LeapNews.Kind.FILE_EXPIRES));
    }

    /** C11: whenever it starts, within five seconds or a minute of the leap second, what it vouches for is right. */
    @Test
    void aRestartNearTheSecondServesNothingWrong() {
        for (int change : new int[] {1, -1}) {
            for (int lead = -6; lead <= 60; lead += lead < 15 ? 1 : 9) {
                for (boolean isSteered : new boolean[] {true, false}) {
                    restart(new LeapSecond(NEW_YEAR, change), lead, isSteered, 0);
                }
                // One that says 60, which is counted as the next day's first.
                if (change > 0) {
                    restart(new LeapSecond(NEW_YEAR, 1), lead, true, 1);
                }
            }
        }
    }

    private static void restart(LeapSecond leap, int lead, boolean isSteered, int lateSeconds) {
        var leaping = new Leaping(leap, lead, LeapSettings.DEFAULT, isSteered, k -> shift(leap, k - lead - lateSeconds))
                .offerFile();
        leaping.run(200);
        double worst = leaping.worstErrorSeconds(Math.max(-lead, -60) + 1, 200);
        String name = leap.change() + ", started " + lead + " s before";
        assertTrue(worst < 1e-3, () -> name + ": worst error " + worst + " s");
        assertEquals(ClockState.LOCKED, leaping.rig.lastLook().state(), name);
        assertEquals(37 + leap.change(), leaping.rig.referenceClock.leap().taiMinusUtcSeconds(), name);
    }

    private static LeapNotice notice(int change) {
        return new LeapNotice(
                OptionalInt.of(18), change == 0 ? OptionalLong.empty() : OptionalLong.of(NEW_YEAR), change, true);
    }
}
