package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.discipline.PulseLabeler.Finding;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.simulation.Fault;
import org.timeball.refclock.time.ClockState;

/**
 * Right pulses under late, early and wandering sentences (row G7 of the list of faults, a day and more of each), wrong
 * dates, and pulses that nobody vouches for.
 */
class NamingFaultsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_795_435_200L;
    private static final int PULSES = 100_000;

    /**
     * When bursts begin.
     *
     * @param delay    seconds after the pulse they speak of
     * @param jitter   what chance adds, at most, to either side
     * @param isNamed  whether a name is to come of it without a witness
     */
    record Bursts(String name, IntToDoubleFunction delay, double jitter, boolean isNamed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Bursts> BURSTS = List.of(
            new Bursts("u-blox", k -> 0.08, 0.02, true),
            new Bursts("MTK3339 about half a second", k -> 0.5, 0.08, true),
            new Bursts("MTK3339, wandering", k -> 0.43 + 0.08 * Math.sin(k / 500.0), 0.05, true),
            new Bursts("half a second, 400 ms to either side", k -> 0.5, 0.4, true),
            new Bursts("a second, 100 ms to either side", k -> 1.0, 0.1, false),
            new Bursts("a second, 400 ms to either side", k -> 1.0, 0.4, false),
            new Bursts("SiRF, 0.9 s and drifting", k -> 0.85 + 0.2 * Math.sin(k / 3_000.0), 0.02, true),
            new Bursts("0.03 s to 1.2 s and back", k -> 0.615 + 0.565 * Math.sin(k / 10_000.0), 0.02, true));

    @ParameterizedTest
    @FieldSource("BURSTS")
    void g7NoNameEverChangesByASecond(Bursts row) {
        var labeler = new PulseLabeler();
        var random = new Random(7);
        boolean isNamed = false;
        int wrong = 0;
        long clock = 77 * SECOND;
        for (int k = 1; k <= PULSES; k++) {
            labeler.onPulse(clock + k * SECOND);
            double delay = row.delay.applyAsDouble(k) + row.jitter * (2 * random.nextDouble() - 1);
            int spoken = k - (int) Math.floor(delay);
            double begins = k + delay - Math.floor(delay);
            var finding =
                    labeler.onEpoch(epoch(NOON + spoken), clock + Math.round(begins * SECOND), false, Optional.empty());
            assertTrue(!(finding instanceof Finding.Lost), () -> "lost: " + finding);
            isNamed |= labeler.isNamed();
            if (labeler.isNamed() && labeler.secondAt(clock + k * SECOND) != NOON + k) {
                wrong++;
            }
        }
        assertEquals(0, wrong);
        assertEquals(row.isNamed, isNamed);
    }

    @Test
    void g7JitterThatBeginsLaterStepsNothing() {
        var random = new Random(8);
        var rig = ReceiverFaultsTest.rig(Script.PLAIN.delay(
                k -> k < 600 ? 0.5 : 0.5 + 0.4 * (2 * random.nextDouble() - 1)));
        rig.runUntilSecond(20_000);
        assertEquals(
                1,
                rig.events.stream().filter(ClockEvent.Stepped.class::isInstance).count());
        for (var look : rig.looks) {
            assertTrue(look.second() < 30 || Math.abs(look.errorSeconds()) < 1e-5, look::toString);
        }
    }

    /** A lone burst that is late by a second, as a busy machine reads it, is nobody's doubt. */
    @Test
    void g7OneLateSentenceIsNothing() {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN, new Fault.LateBursts(600, 602, 1.0));
        rig.runUntilSecond(900);
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
        assertEquals(
                List.of(),
                rig.looks.stream()
                        .filter(look -> look.second() > 60 && !look.state().isSynchronised())
                        .toList());
    }

    /** Sentences that are late by as much as the pulses bear them out: a clock that was not touched knows better. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2})
    void g7LateSentencesDoNotMakeTheWrongEdgeRight(double widthSeconds) {
        var rig = wrongEdgeUnderLateSentences(widthSeconds);
        rig.runUntilSecond(2_000);
        assertEquals(
                List.of(),
                rig.looks.stream()
                        .filter(look -> look.second() > 60)
                        .filter(look -> !look.state().isSynchronised() || Math.abs(look.errorSeconds()) > 1e-3)
                        .toList());
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
    }

    /** Where two other sources put the clock where pulses and sentences do, it is the clock that went astray. */
    @Test
    void g7OtherSourcesMakeDisplacedPulsesRight() {
        var rig = wrongEdgeUnderLateSentences(0.1);
        for (int second = 720; second < 900; second += 30) {
            rig.runUntilSecond(second);
            for (String peer : List.of("a", "b")) {
                rig.witness(peer, -0.1, 1e-3, true);
            }
        }
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertEquals(-0.1, rig.lastLook().errorSeconds(), 1e-4);
    }

    /**
     * The receiver says for some seconds that it is another one, while the wrong edge is stamped: names are dropped, and
     * not given to what is a tenth of a second from where a clock that nobody touched has its seconds.
     */
    @Test
    void g7NamesThatAreLostDuringAWrongEdgeDoNotGoToIt() {
        var rig = namesLostDuringAWrongEdge();
        rig.runUntilSecond(1_390);
        assertEquals(ClockState.UNSYNCHRONISED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-3);
        var notUsed = rig.referenceClock.recentPulses().getLast().verdict();
        assertTrue(String.valueOf(notUsed).contains("by the clock that is held"), notUsed::toString);
        rig.runUntilSecond(1_500);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertEquals(0, rig.lastLook().errorSeconds(), 1e-6);
    }

    /** Two other sources that put the clock there make it right. */
    @Test
    void g7OtherSourcesGiveLostNamesToDisplacedPulses() {
        var rig = namesLostDuringAWrongEdge();
        for (int second = 720; second < 900; second += 30) {
            rig.runUntilSecond(second);
            for (String peer : List.of("a", "b")) {
                rig.witness(peer, -0.1, 1e-3, true);
            }
        }
        rig.runUntilSecond(1_000);
        assertEquals(ClockState.LOCKED, rig.lastLook().state());
        assertEquals(-0.1, rig.lastLook().errorSeconds(), 1e-4);
    }

    private static Rig namesLostDuringAWrongEdge() {
        return ReceiverFaultsTest.rig(
                Script.PLAIN, new Fault.WrongEdge(600, 1_400, 0.1), new Fault.WrongSecond(650, 665, -86_400));
    }

    private static Rig wrongEdgeUnderLateSentences(double widthSeconds) {
        return ReceiverFaultsTest.rig(
                Script.PLAIN,
                new Fault.WrongEdge(600, 1_400, widthSeconds),
                new Fault.LateBursts(700, 1_400, widthSeconds));
    }

    /** Some receivers change the date some sentences after the time, or before it: nothing steps, nobody is accused. */
    @ParameterizedTest
    @ValueSource(longs = {-86_400, 86_400})
    void quirk2DateLagsAtMidnight(long days) {
        long start = Rig.NOON + (12 * 3_600 - 300) * SECOND;
        int midnight = 300;
        var script = Script.PLAIN.wrongName(k -> days < 0
                ? (k >= midnight && k < midnight + 4 ? days : 0)
                : (k >= midnight - 4 && k < midnight ? days : 0));
        var rig = Rig.unsteered(start, 0.4, ReceiverFaultsTest.BOARD, ReceiverFaultsTest.KERNEL, script);
        rig.runUntilSecond(600);
        assertEquals(
                List.of(),
                rig.looks.stream()
                        .filter(look -> look.second() > 60)
                        .filter(look -> look.state() != ClockState.LOCKED || Math.abs(look.errorSeconds()) > 1e-5)
                        .toList());
    }

    /** A Garmin GPS 18x pulses whether it has a fix or not: such pulses steer nothing. */
    @Test
    void quirk7PulsesThatGoOnWithoutAFix() {
        var rig =
                ReceiverFaultsTest.rig(Script.PLAIN.fix(k -> k < 600).pulseShift(k -> k < 600 ? 0 : (k - 600) * 1e-6));
        rig.runUntilSecond(900);
        assertEquals(ClockState.HOLDOVER, rig.lastLook().state());
        for (var look : rig.looks) {
            assertTrue(look.second() < 60 || Math.abs(look.errorSeconds()) < 2e-5, look::toString);
        }
    }

    private static Epoch epoch(long second) {
        return new Epoch(
                OptionalLong.of(second),
                0,
                true,
                Fix.THREE_D,
                8,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }
}
