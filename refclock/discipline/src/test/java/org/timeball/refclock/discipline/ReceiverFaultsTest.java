package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.refclock.time.ClockState.HOLDOVER;
import static org.timeball.refclock.time.ClockState.LOCKED;
import static org.timeball.refclock.time.ClockState.UNSYNCHRONISED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.discipline.crosscheck.Suspicion.Level;
import org.timeball.refclock.gnss.AntennaState;
import org.timeball.refclock.gnss.Jamming;
import org.timeball.refclock.gnss.Spoofing;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.Fault;
import org.timeball.refclock.simulation.FaultSchedule;
import org.timeball.refclock.simulation.PulseNoise;

/** The receiver, its sky and its line do what they should not: rows G1 to G15 of the list of faults. */
class ReceiverFaultsTest {

    static final Crystal.Traits BOARD = Crystal.Traits.onABoard(12_000);
    static final PulseNoise.Traits KERNEL = PulseNoise.Traits.ofKernelStamps();
    private static final int END = 1_000_000;
    private static final long WEEKS_1024 = 1_024L * 7 * 86_400;

    @Test
    void g1ASlowDragIsNoticedBeforeItHasMovedUsFar() {
        var rig = rig(Script.PLAIN, new Fault.Drag(1_000, END, 1e-6, false));
        rig.runUntilSecond(3_000);
        int noticed = firstAt(rig, Level.SUSPECT);
        assertTrue(noticed >= 1_000 && noticed < 1_050, "noticed at " + noticed);
        for (var look : rig.looks) {
            if (look.second() > 30 && look.state().isSynchronised()) {
                boolean isKnown = look.second() < 1_000 || look.second() > noticed;
                assertTrue(Math.abs(look.errorSeconds()) < 50e-6, () -> "drawn away: " + look);
                assertTrue(
                        !isKnown || Math.abs(look.errorSeconds()) < look.boundSeconds(),
                        () -> "out of the bound: " + look);
            }
        }
        assertEquals(HOLDOVER, lookAt(rig, 1_100).state());
        assertEquals(UNSYNCHRONISED, lookAt(rig, 2_500).state());
    }

    @Test
    void g1WithPeersTheClockIsNeverAMillisecondOff() {
        var rig = rig(Script.PLAIN, new Fault.Drag(1_000, END, 1e-6, false));
        for (int second = 60; second < 10_000; second += 60) {
            rig.runUntilSecond(second);
            for (String peer : List.of("a", "b", "c")) {
                rig.witness(peer, 2e-4, 1e-3, true);
            }
        }
        for (var look : rig.looks) {
            boolean isServed = look.second() > 30 && look.state().isSynchronised();
            assertTrue(!isServed || Math.abs(look.errorSeconds()) < 1e-3, () -> "drawn away: " + look);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 86_400, -86_400, WEEKS_1024, -WEEKS_1024})
    void g2JumpsOfTheDateAreNeverUsed(long jump) {
        var rig = rig(Script.PLAIN, new Fault.WrongSecond(2_000, 2_600, jump));
        rig.runUntilSecond(2_001);
        assertEquals(Level.SUSPECT, rig.referenceClock.report().suspicion().level());
        long used = rig.referenceClock.report().used();
        rig.runUntilSecond(2_599);
        assertEquals(used, rig.referenceClock.report().used());
        assertEquals(UNSYNCHRONISED, rig.lastLook().state());
        rig.looks.stream().filter(look -> look.second() > 60).forEach(look -> {
            double limit = look.state().isSynchronised() ? 1e-6 : 50e-6;
            assertEquals(0, look.errorSeconds(), limit, () -> "moved: " + look);
        });
        rig.runUntilSecond(2_700);
        assertEquals(LOCKED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
    }

    @Test
    void g3JammingIsHeldOverAtOnceAndTheBoundGrows() {
        var rig = rig(
                Script.PLAIN,
                flags(1_000, Jamming.CRITICAL, Spoofing.UNKNOWN, AntennaState.OK),
                new Fault.NoFix(1_004, END));
        rig.runUntilSecond(6_000);
        assertEquals(HOLDOVER, lookAt(rig, 1_001).state());
        double before = 0;
        for (var look : rig.looks) {
            if (look.second() > 1_001 && look.state() == HOLDOVER) {
                assertTrue(look.boundSeconds() > before, () -> "the bound shrank: " + look);
                before = look.boundSeconds();
            }
        }
        assertEquals(UNSYNCHRONISED, rig.lastLook().state());
        assertTrue(before > 0.9e-3, "unsynchronised at the limit only, not at " + before);
    }

    /** What is said and what follows when the receiver's supervisor speaks; its own words, three bursts of them. */
    record Word(String name, Fault.Flags flags, Level level) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Word> WORDS = List.of(
            new Word("spoofing affirmed", flags(600, Jamming.NONE, Spoofing.AFFIRMED, AntennaState.OK), Level.SUSPECT),
            new Word(
                    "spoofing indicated", flags(600, Jamming.NONE, Spoofing.INDICATED, AntennaState.OK), Level.SUSPECT),
            new Word("interference", flags(600, Jamming.WARNING, Spoofing.NONE, AntennaState.OK), Level.WATCHED),
            new Word("jammed", flags(600, Jamming.CRITICAL, Spoofing.NONE, AntennaState.OK), Level.SUSPECT),
            new Word("antenna cut", flags(600, Jamming.NONE, Spoofing.NONE, AntennaState.OPEN), Level.SUSPECT),
            new Word("antenna shorted", flags(600, Jamming.NONE, Spoofing.NONE, AntennaState.SHORT), Level.SUSPECT),
            new Word("passive antenna", flags(0, Jamming.NONE, Spoofing.NONE, AntennaState.OPEN), Level.NONE));

    @ParameterizedTest
    @FieldSource("WORDS")
    void g4TheReceiversOwnWordIsHeard(Word row) {
        var rig = rig(Script.PLAIN, row.flags);
        rig.runUntilSecond(700);
        assertEquals(row.level, rig.referenceClock.report().suspicion().level());
        assertEquals(
                row.level == Level.SUSPECT ? HOLDOVER : LOCKED, rig.lastLook().state());
        if (row.level == Level.SUSPECT) {
            var notUsed = rig.referenceClock.recentPulses().getLast().verdict();
            assertTrue(String.valueOf(notUsed).contains("SUSPECT"), notUsed::toString);
            assertTrue(rig.referenceClock.report().reason().contains("the "));
        }
        rig.runUntilSecond(1_000);
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level(), "trusted again when it is quiet");
        assertEquals(LOCKED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 1_000})
    void g5MissingPulsesStepNothing(int count) {
        var rig = rig(Script.PLAIN, new Fault.MissingPulses(600, 600 + count, 1));
        rig.runUntilSecond(600 + count + 60);
        assertEquals(1, steps(rig));
        assertEquals(count > 3, rig.states().contains(HOLDOVER));
        if (count > 3) {
            assertEquals(HOLDOVER, lookAt(rig, 604).state());
        }
        assertEquals(LOCKED, rig.lastLook().state());
        assertStaysNear(rig, 50e-6);
    }

    /** UTC does not jump by milliseconds: nobody is told that it did. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2e-3, -2e-3, 5e-3, 15e-3})
    void g9PulsesThatJumpFarAreNotFollowedWhileWeKnowBetter(double seconds) {
        var rig = rig(Script.PLAIN, new Fault.Jump(2_000, END, seconds));
        rig.runUntilSecond(2_600);
        assertEquals(HOLDOVER, rig.lastLook().state());
        for (var look : rig.looks) {
            boolean isServed = look.second() > 60 && look.state().isSynchronised();
            assertTrue(
                    !isServed || Math.abs(look.errorSeconds()) <= look.boundSeconds(),
                    () -> "out of the bound: " + look);
        }
    }

    record Gap(String name, Fault fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Gap> GAPS = List.of(
            new Gap("half a minute without a receiver", new Fault.Silence(1_500, 1_530)),
            new Gap("five minutes without a receiver", new Fault.Silence(1_500, 1_800)),
            new Gap("ten minutes without a receiver", new Fault.Silence(1_500, 2_100)),
            new Gap("ten minutes without a pulse", new Fault.MissingPulses(1_500, 2_100, 1)),
            new Gap("ten minutes of the wrong edge", new Fault.WrongEdge(1_500, 2_100, 0.1)),
            new Gap("ten minutes with every other pulse", new Fault.MissingPulses(1_500, 2_100, 0.5)));

    /** The clock strays while it is alone: where pulses are when they come back is no sign that they moved. */
    @ParameterizedTest
    @FieldSource("GAPS")
    void g5AfterAGapThePulsesAreRightAndNotTheClock(Gap gap) {
        var rig = rig(Script.PLAIN, gap.fault);
        rig.runUntilSecond(2_400);
        assertEquals(LOCKED, rig.lastLook().state());
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level());
        rig.looks.stream()
                .filter(look -> look.second() > gap.fault.until() + 30)
                .forEach(look -> assertEquals(0, look.errorSeconds(), 1e-6, () -> "held off: " + look));
    }

    /** What the line does, and how many of the edges that are no pulses may be used. */
    record Line(String name, Fault fault, double nearSeconds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Line> LINES = List.of(
            new Line("a second edge 2 ms later", new Fault.Ringing(600, 1_600, 2e-3), 1e-6),
            new Line("a second edge half a second later", new Fault.Ringing(600, 1_600, 0.5), 1e-6),
            new Line("another edge 5 ms before", new Fault.Ringing(600, 1_600, -5e-3), 1e-6),
            new Line("mains hum", new Fault.ExtraEdges(600, 1_600, 50), 1e-6),
            new Line("delivered twice", new Fault.TwiceDelivered(600, 1_600), 1e-6),
            new Line("the wrong edge, 100 ms", new Fault.WrongEdge(600, 1_600, 0.1), 50e-6),
            new Line("jitter of 1 ms", new Fault.Jitter(600, 1_600, 1e-3), 150e-6));

    /** How much more pulses scatter, from when on, and how many chances are tried. */
    record Scatter(PulseNoise.Traits line, double seconds, int from, int chances) {}

    static final List<Scatter> SCATTERS = List.of(
            new Scatter(KERNEL, 10e-6, 600, 12),
            new Scatter(KERNEL, 30e-6, 600, 4),
            new Scatter(KERNEL, 300e-6, 600, 4),
            new Scatter(KERNEL, 1e-3, 600, 8),
            new Scatter(PulseNoise.Traits.ofUserSpace(), 300e-6, 14, 12),
            new Scatter(PulseNoise.Traits.ofUserSpace(), 700e-6, 14, 12));

    /** Where most pulses are nowhere near, those that are come there by chance: they may not lead the clock out of its bound. */
    @ParameterizedTest
    @FieldSource("SCATTERS")
    void g6ALineThatScattersLeadsTheClockNotOutOfItsBound(Scatter row) {
        for (int chance = 1; chance <= row.chances; chance++) {
            var rig = Rig.steered(Rig.NOON, 0.4, BOARD, row.line, Script.PLAIN)
                    .with(FaultSchedule.of(new Fault.Jitter(row.from, row.from + 1_000, row.seconds)))
                    .withChance(chance);
            rig.runUntilSecond(row.from + 1_400);
            for (var look : rig.looks) {
                boolean isServed = look.state().isSynchronised();
                assertTrue(
                        !isServed || Math.abs(look.errorSeconds()) <= look.boundSeconds(),
                        () -> "out of the bound: " + look);
            }
            assertEquals(LOCKED, rig.lastLook().state());
            assertEquals(1, steps(rig));
        }
    }

    @ParameterizedTest
    @FieldSource("LINES")
    void g6EdgesThatAreNoPulsesAreNotUsed(Line row) {
        var rig = rig(Script.PLAIN, row.fault);
        rig.runUntilSecond(2_000);
        assertStaysNear(rig, row.nearSeconds);
        assertEquals(1, steps(rig));
        long wild = rig.referenceClock.recentPulses().stream()
                .filter(pulse -> pulse.verdict().isUsed())
                .filter(pulse -> Math.abs(pulse.offsetSeconds().orElse(0)) > 5e-3)
                .count();
        assertEquals(0, wild);
    }

    @Test
    void g6ALineThatHumsFromTheStartIsNotNamedByTheHum() {
        var rig = rig(Script.PLAIN, new Fault.ExtraEdges(0, END, 3));
        rig.runUntilSecond(300);
        if (rig.lastLook().state().isSynchronised()) {
            assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
        }
        assertTrue(rig.referenceClock.report().notUsed().get("off the beat") > 0);
    }

    @Test
    void g9AnErrorInTheOffsetToUtcIsHeldOffAndSaid() {
        var rig = rig(Script.PLAIN, new Fault.Jump(2_000, 12_000, 13.7e-6));
        rig.runUntilSecond(2_030);
        assertEquals(Level.WATCHED, rig.referenceClock.report().suspicion().level());
        assertEquals(
                "the pulses moved by 14 µs at once",
                rig.referenceClock.report().suspicion().sentence());
        rig.runUntilSecond(11_990);
        assertEquals(LOCKED, rig.lastLook().state());
        assertTrue(rig.lastLook().boundSeconds() > 13e-6, "the bound holds both");
        rig.runUntilSecond(13_000);
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level());
        assertStaysNear(rig, 3e-6);
    }

    @Test
    void g9PulsesThatMovedForGoodAreFollowedAfterADay() {
        var rig = rig(Script.PLAIN, new Fault.Jump(2_000, END, 13.7e-6));
        rig.runUntilSecond(2_000 + 86_400 - 60);
        assertEquals(0, rig.lastLook().errorSeconds(), 2e-6);
        rig.runUntilSecond(2_000 + 86_400 + 300);
        assertEquals(-13.7e-6, rig.lastLook().errorSeconds(), 2e-6);
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level());
    }

    /** One other source is no majority, and one that cannot tell the two places apart does not count. */
    @Test
    void g9PulsesThatMovedAreFollowedWhenMostOtherSourcesSaySo() {
        var rig = rig(Script.PLAIN, new Fault.Jump(2_000, END, 13.7e-6));
        rig.runUntilSecond(2_100);
        rig.witness("a server far away", -13.7e-6, 1e-3, true);
        rig.witness("a", -13.7e-6, 2e-6, true);
        rig.witness("b", -13.7e-6, 2e-6, false);
        rig.runUntilSecond(2_105);
        assertEquals(0, rig.lastLook().errorSeconds(), 2e-6);
        rig.witness("c", -13.7e-6, 2e-6, true);
        rig.runUntilSecond(2_400);
        assertEquals(-13.7e-6, rig.lastLook().errorSeconds(), 2e-6);
        assertEquals(LOCKED, rig.lastLook().state());
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level());
    }

    /** What the sky does and what is thought of it. */
    record Sky(String name, Fault fault, Level level) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Sky> SKIES = List.of(
            new Sky("moved by 1.5 km", new Fault.Moved(600, 700, 1_500), Level.SUSPECT),
            new Sky("strayed by 300 m", new Fault.Moved(600, 700, 300), Level.WATCHED),
            new Sky("strayed by 30 m", new Fault.Moved(600, 700, 30), Level.NONE),
            new Sky("three satellites", new Fault.Sky(600, 700, 3, 2), Level.WATCHED),
            new Sky("satellites in a row", new Fault.Sky(600, 700, 7, 25), Level.WATCHED),
            new Sky("a usual sky", new Fault.Sky(600, 700, 7, 2), Level.NONE));

    @ParameterizedTest
    @FieldSource("SKIES")
    void g14ASkyThatIsNotAsUsualIsSuspect(Sky row) {
        var rig = rig(Script.PLAIN, row.fault);
        rig.runUntilSecond(650);
        var suspicion = rig.referenceClock.report().suspicion();
        assertEquals(row.level, suspicion.level(), suspicion::toString);
        assertEquals(
                row.level == Level.SUSPECT ? HOLDOVER : LOCKED, rig.lastLook().state());
        rig.runUntilSecond(900);
        assertEquals(Level.NONE, rig.referenceClock.report().suspicion().level());
        assertEquals(LOCKED, rig.lastLook().state());
    }

    @Test
    void g15AnotherReceiverThatDisagreesIsHeardAndNotFollowed() {
        var rig = rig(Script.PLAIN);
        rig.runUntilSecond(600);
        rig.witness("the other receiver", 50e-6, 1e-6, true);
        rig.runUntilSecond(601);
        assertEquals(Level.WATCHED, rig.referenceClock.report().suspicion().level());
        assertEquals(LOCKED, rig.lastLook().state());
        rig.witness("peer a", 60e-6, 5e-6, true);
        rig.runUntilSecond(602);
        assertEquals(Level.SUSPECT, rig.referenceClock.report().suspicion().level());
        assertEquals(HOLDOVER, rig.lastLook().state());
        assertTrue(rig.lastLook().boundSeconds() > 50e-6);
        assertFalse(rig.referenceClock.report().reason().isEmpty());
    }

    static Rig rig(Script script, Fault... faults) {
        return Rig.steered(Rig.NOON, 0.4, BOARD, KERNEL, script).with(FaultSchedule.of(faults));
    }

    private static Fault.Flags flags(int from, Jamming jamming, Spoofing spoofing, AntennaState antenna) {
        return new Fault.Flags(from, from == 600 ? 710 : END, jamming, spoofing, antenna);
    }

    private static Rig.Look lookAt(Rig rig, int second) {
        return rig.looks.stream()
                .filter(look -> look.second() == second)
                .findFirst()
                .orElseThrow();
    }

    /** The second in which the level was first reached. */
    private static int firstAt(Rig rig, Level level) {
        return rig.events.stream()
                .filter(ClockEvent.SuspicionChanged.class::isInstance)
                .map(ClockEvent.SuspicionChanged.class::cast)
                .filter(event -> event.to().level() == level)
                .mapToInt(event -> (int) ((event.rawNanos() - Rig.NOON) / Rig.SECOND))
                .findFirst()
                .orElse(-1);
    }

    private static long steps(Rig rig) {
        return rig.events.stream().filter(ClockEvent.Stepped.class::isInstance).count();
    }

    private static void assertStaysNear(Rig rig, double seconds) {
        for (var look : rig.looks) {
            boolean isServed = look.second() > 60 && look.state().isSynchronised();
            assertTrue(!isServed || Math.abs(look.errorSeconds()) < seconds, () -> "not near: " + look);
        }
    }
}
