package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.PulseVerdict;

/** The discipline alone, against phases that follow its commands exactly. */
class DisciplineTest {

    private static final double GRANULARITY_PPB = 1_000 / 65_536.0;

    /** A free-running oscillator under the discipline's commands; phase and frequency positive = ahead, fast. */
    private static final class Loop {
        final Discipline discipline = new Discipline(GRANULARITY_PPB, 0);
        final Random random = new Random(5);
        double phase;
        double frequency;
        double jitter = 200e-9;
        double shift;
        Witness witness = Witness.NONE;
        double command;
        int steps;
        int notUsed;

        Loop(double phase, double frequency) {
            this.phase = phase;
            this.frequency = frequency;
        }

        void pulses(int count) {
            for (int i = 0; i < count; i++) {
                var decision = discipline.onPulse(phase + shift + jitter * random.nextGaussian(), command, witness);
                notUsed += decision.verdict().isUsed() ? 0 : 1;
                obey(decision.steering());
            }
        }

        void silence(int count) {
            for (int i = 0; i < count; i++) {
                obey(discipline.onMissingPulse(command));
            }
        }

        /** The oscillator changes as the second begins, and the discipline is told. */
        void changeKnowingly(double deltaPpb) {
            frequency += deltaPpb * 1e-9;
            discipline.expectFrequencyChange(deltaPpb);
            double anew = discipline.steering().frequencyPpb() * 1e-9;
            phase += deltaPpb * 1e-9 + anew - command;
            command = anew;
        }

        private void obey(Steering steering) {
            steps += steering.stepSeconds() == 0 ? 0 : 1;
            phase += steering.stepSeconds();
            command = steering.frequencyPpb() * 1e-9;
            assertTrue(Math.abs(command) <= 500e-6 + 1e-15, () -> "command " + command);
            double whole = steering.frequencyPpb() / GRANULARITY_PPB;
            assertEquals(Math.rint(whole), whole, 1e-6);
            phase += frequency + command;
        }
    }

    record Start(String name, double phase, double frequency, int steps, int settledBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Start> STARTS = List.of(
            new Start("nothing to do", 0, 0, 0, 4),
            new Start("10 µs and 12 ppm", 10e-6, 12e-6, 0, 6),
            new Start("0.9 ms is slewed", 0.9e-3, 0, 0, 8),
            new Start("40 ms is stepped", 40e-3, -30e-6, 1, 8),
            new Start("-0.4 s is stepped", -0.4, 100e-6, 1, 8));

    @ParameterizedTest
    @FieldSource("STARTS")
    void startsInSeconds(Start row) {
        var loop = new Loop(row.phase, row.frequency);
        loop.pulses(row.settledBy);
        assertEquals(0, loop.phase, 1.5e-6);
        loop.pulses(600);
        assertEquals(0, loop.phase, 300e-9);
        assertEquals(row.steps, loop.steps);
        assertEquals(row.frequency * 1e9, loop.discipline.estimate().frequencyPpb(), 20);
        assertEquals(200e-9, loop.discipline.estimate().jitterSeconds(), 60e-9);
        assertTrue(loop.discipline.estimate().isSettled());
    }

    record Event(String name, double shift, double frequencyStep, int recoveredAfter) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Event> EVENTS = List.of(
            new Event("phase step of 1 µs", 1e-6, 0, 60),
            new Event("phase step of 10 µs", 10e-6, 0, 30),
            new Event("phase step of -100 µs", -100e-6, 0, 40),
            new Event("phase step of 2 ms, slewed", 2e-3, 0, 60),
            new Event("frequency step of 0.1 ppm", 0, 0.1e-6, 60),
            new Event("frequency step of 1 ppm", 0, 1e-6, 60),
            new Event("frequency step of -10 ppm", 0, -10e-6, 60));

    @ParameterizedTest
    @FieldSource("EVENTS")
    void followsWhatIsGenuineWithoutAStep(Event row) {
        var loop = new Loop(1e-6, 12e-6);
        loop.pulses(1_000);
        loop.shift = row.shift;
        loop.frequency += row.frequencyStep;
        loop.pulses(row.recoveredAfter);
        assertEquals(0, loop.phase + row.shift, 1e-6);
        loop.pulses(1_000);
        assertEquals(0, loop.phase + row.shift, 400e-9);
        assertEquals(0, loop.steps);
    }

    @Test
    void anOutlierIsSetAsideAndSaysByHowMuch() {
        var loop = new Loop(0, 0);
        loop.pulses(500);
        var late = loop.discipline.onPulse(loop.phase + 23e-6, loop.command);
        var verdict = assertInstanceOf(PulseVerdict.NotUsed.class, late.verdict());
        assertEquals(PulseVerdict.Reason.OUTLIER, verdict.reason());
        assertTrue(verdict.sentence().matches("late by 2[234] µs, usual spread 0\\.[12]\\d µs"), verdict.sentence());
        assertEquals(0, late.steering().frequencyPpb(), 100);
    }

    @Test
    void aFifthOfWildPulsesDoesNotMoveIt() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(500);
        var random = new Random(6);
        for (int i = 0; i < 3_000; i++) {
            loop.shift = random.nextInt(5) == 0 ? random.nextDouble(-100e-6, 150e-6) : 0;
            loop.pulses(1);
            assertEquals(0, loop.phase, 2e-6);
        }
        assertEquals(600, loop.notUsed, 100);
    }

    @Test
    void aNoisierLineIsLearnedNotRefusedForEver() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(1_000);
        loop.jitter = 8e-6;
        loop.pulses(1_000);
        assertEquals(8e-6, loop.discipline.estimate().jitterSeconds(), 2e-6);
        loop.notUsed = 0;
        loop.pulses(1_000);
        assertTrue(loop.notUsed < 10, () -> loop.notUsed + " not used");
        assertEquals(0, loop.phase, 10e-6);
    }

    @Test
    void aGapWidensWhatIsBelievedAndOnePulseDoesNotEndIt() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(1_000);
        double before = loop.discipline.estimate().phaseDeviationSeconds();
        loop.silence(600);
        assertTrue(loop.discipline.estimate().phaseDeviationSeconds() > 10 * before);
        loop.shift = 20e-6;
        loop.pulses(1);
        assertEquals(1, loop.notUsed);
        assertFalse(loop.discipline.estimate().isSettled());
        loop.shift = 0;
        loop.pulses(5);
        assertTrue(loop.discipline.estimate().isSettled());
        assertEquals(0, loop.phase, 2e-6);
    }

    /** Pulses that come back scattered a thousand times wider say little of a clock that was held. */
    @Test
    void aLineThatComesBackWorseDoesNotTakeTheClockAlong() {
        var loop = new Loop(1e-6, 12e-6);
        loop.pulses(2_000);
        loop.silence(60);
        loop.jitter = 300e-6;
        for (int i = 0; i < 300; i++) {
            loop.pulses(1);
            assertEquals(0, loop.phase, 50e-6);
            var estimate = loop.discipline.estimate();
            assertTrue(Math.abs(loop.phase - estimate.phaseSeconds()) < 4 * estimate.phaseDeviationSeconds() + 1e-6);
        }
        loop.jitter = 200e-9;
        loop.pulses(600);
        assertEquals(0, loop.phase, 1e-6);
        assertTrue(loop.discipline.estimate().isSettled());
    }

    @Test
    void startsAfreshAfterAGapInItsStart() {
        var loop = new Loop(100e-6, 12e-6);
        loop.pulses(6);
        loop.silence(600);
        assertFalse(loop.discipline.estimate().isSettled());
        loop.frequency += 0.5e-6;
        loop.pulses(30);
        assertEquals(0, loop.phase, 1e-6);
    }

    @Test
    void knowsWhatALateCommandDidNotDo() {
        var discipline = new Discipline(0, 0);
        double phase = 0.8e-3;
        double command = 0;
        double moved = 0;
        for (int second = 0; second < 600; second++) {
            var decision = discipline.onPulse(phase, moved);
            double next = decision.steering().frequencyPpb() * 1e-9;
            moved = 0.2 * command + 0.8 * next;
            phase += 12e-6 + moved;
            command = next;
        }
        assertEquals(0, phase, 50e-9);
        assertEquals(12_000, discipline.estimate().frequencyPpb(), 5);
    }

    @Test
    void anEdgeOutOfItsPlaceIsNotFollowedHoweverOftenItComes() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(1_000);
        loop.shift = 0.1;
        loop.pulses(600);
        assertEquals(600, loop.notUsed);
        assertEquals(0, loop.phase, 20e-6);
        var verdict = assertInstanceOf(
                PulseVerdict.NotUsed.class,
                loop.discipline.onPulse(loop.phase + 0.1, loop.command).verdict());
        assertEquals(PulseVerdict.Reason.OUT_OF_PLACE, verdict.reason());
        loop.shift = 0;
        loop.pulses(60);
        assertEquals(0, loop.phase, 400e-9);
        assertEquals(0, loop.steps);
    }

    /** A burst of latency of 5 µs for 30 s, and what somebody says to it who sees within 0.5 µs. */
    @Test
    void aWitnessTellsABurstFromAStep() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(1_000);
        for (int i = 0; i < 30; i++) {
            loop.shift = 5e-6;
            loop.witness = new Witness.Sees(loop.phase + 0.5e-6 * loop.random.nextGaussian(), 0.5e-6);
            loop.pulses(1);
            assertEquals(0, loop.phase, 600e-9);
        }
        assertEquals(30, loop.notUsed);
        var verdict = assertInstanceOf(
                PulseVerdict.NotUsed.class,
                loop.discipline
                        .onPulse(loop.phase + 5e-6, loop.command, loop.witness)
                        .verdict());
        assertTrue(verdict.sentence().endsWith("a witness says that the clock has not moved"), verdict.sentence());
    }

    @Test
    void aWitnessSidesWithAStepThatIsOne() {
        var loop = new Loop(0, 12e-6);
        loop.pulses(1_000);
        loop.shift = 5e-6;
        for (int i = 0; i < 20; i++) {
            loop.witness = new Witness.Sees(loop.phase + loop.shift + 0.5e-6 * loop.random.nextGaussian(), 0.5e-6);
            loop.pulses(1);
        }
        assertEquals(0, loop.phase + loop.shift, 1e-6);
    }

    record KnownChange(String name, int after, double deltaPpb, boolean isSilent) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<KnownChange> KNOWN_CHANGES = List.of(
            new KnownChange("before the first pulse", 0, 300, false),
            new KnownChange("in the start-up", 8, 300, false),
            new KnownChange("when settled", 1_000, 300, false),
            new KnownChange("when settled, the other way", 1_000, -2_000, false),
            new KnownChange("in holdover", 1_000, 2_000, true));

    /** What is known of the oscillator costs nothing: not a pulse is set aside, and the phase stays in its noise. */
    @ParameterizedTest
    @FieldSource("KNOWN_CHANGES")
    void aChangeThatIsKnownNeedNotBeFound(KnownChange row) {
        var loop = new Loop(1e-6, 12e-6);
        loop.pulses(row.after);
        double before = loop.discipline.steering().frequencyPpb();
        loop.changeKnowingly(row.deltaPpb);
        assertEquals(before - row.deltaPpb, loop.discipline.steering().frequencyPpb(), 2 * GRANULARITY_PPB);
        loop.notUsed = 0;
        for (int i = 0; i < 60; i++) {
            if (row.isSilent) {
                loop.silence(1);
            } else {
                loop.pulses(1);
            }
            assertEquals(0, loop.phase, row.after < 16 ? 30e-6 : 500e-9);
        }
        loop.pulses(600);
        assertEquals(0, loop.notUsed);
        assertEquals(0, loop.phase, 300e-9);
        assertEquals(12_000 + row.deltaPpb, loop.discipline.estimate().frequencyPpb(), 20);
    }

    @Test
    void beginsWithWhatIsKnownOfTheOscillator() {
        assertEquals(-12_000, new Discipline(0, 12_000).steering().frequencyPpb(), 1e-9);
    }
}
