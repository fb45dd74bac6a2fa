package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.PhaseSeries;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/** What is kept over a restart, and what it is good for. */
class ClockMemoryTest {

    private static final Crystal.Traits BOARD = Crystal.Traits.onABoard(12_000);

    @Test
    void isThereFromTheFirstLockAndNeverBefore() {
        var rig = Rig.steered(Rig.NOON, 0.4, BOARD, PulseNoise.Traits.ofKernelStamps(), Script.PLAIN);
        rig.runUntilSecond(3);
        assertTrue(rig.referenceClock.memory().isEmpty());
        rig.runUntilSecond(600);
        var memory = rig.referenceClock.memory().orElseThrow();
        assertEquals(Rig.NOON / Rig.SECOND + 600, memory.utcSecond(), 60);
        assertEquals(12_000, memory.oscillatorPpb(), 300);
    }

    /** Nothing is vouched for by what is remembered: a restart without a receiver serves nothing. */
    @Test
    void vouchesForNothing() {
        var watched = new HoldoverMemory(750, SlopeRecord.EMPTY);
        var raw = new SimulatedClock(Rig.NOON);
        var clock = new ReferenceClock(
                ReferenceClockSettings.defaults(), LeapSettings.DEFAULT, watched.record(), raw, event -> {});
        for (int tick = 0; tick < 1_000; tick++) {
            clock.onTick();
        }
        assertEquals(0, clock.snapshot().stratum());
        assertTrue(clock.memory().isEmpty());
    }

    /** Starts with the frequency of a run before, off by what a night does to it, are no slower than without. */
    @Test
    void aKnownFrequencySettlesNoSlower() {
        int seconds = 2_000;
        double[] oscillator = OscillatorTrace.PI.series(11, seconds);
        double[] lateness = LatencyTrace.PI4.series(12, seconds);
        var random = new Random(4);
        long anew = 0;
        long remembered = 0;
        for (int start = 0; start < 100; start++) {
            int from = random.nextInt(seconds - 400);
            double known = oscillator[from] * 1e9 + 200 * random.nextGaussian();
            double ahead = 1e-3 * random.nextGaussian();
            anew += settledAt(oscillator, lateness, from, ahead, 0);
            remembered += settledAt(oscillator, lateness, from, ahead, known);
        }
        long slow = remembered;
        long usual = anew;
        assertTrue(slow <= usual, () -> slow + " s for 100 starts, " + usual + " s without");
    }

    private static int settledAt(double[] oscillator, double[] lateness, int from, double ahead, double knownPpb) {
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, knownPpb);
        var clock = new TracedClock(ahead);
        double[] errors = new double[300];
        double command = discipline.steering().frequencyPpb() * 1e-9;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = clock.phaseSeconds();
            var steering = discipline
                    .onPulse(clock.phaseSeconds() + lateness[from + k], command)
                    .steering();
            clock.step(steering.stepSeconds());
            command = steering.frequencyPpb() * 1e-9;
            clock.passSecond(oscillator[from + k], command);
        }
        return new PhaseSeries(errors).closerFrom(1e-6);
    }

    /** C16: whatever phases come, in whatever order, every command and every belief is a number. */
    @Test
    void noPhaseMakesTheFilterSayWhatIsNoNumber() {
        var random = new Random(16);
        double[] odd = {0, -0.0, Double.MIN_VALUE, 1e-310, 1e-18, 1e-3, -0.2, 0.2, 0.5, -0.5};
        for (int world = 0; world < 200; world++) {
            var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
            int strangeness = 1 + random.nextInt(20);
            for (int k = 0; k < 500; k++) {
                double phase = random.nextInt(strangeness) == 0
                        ? odd[random.nextInt(odd.length)]
                        : 1e-7 * random.nextGaussian();
                var steering = random.nextInt(10) == 0
                        ? discipline.onMissingPulse(random.nextInt(2) * 5e-4)
                        : discipline.onPulse(phase, random.nextInt(2) * 5e-4).steering();
                discipline.learn();
                var estimate = discipline.estimate();
                assertTrue(Math.abs(steering.frequencyPpb()) <= 500_001, () -> "commands " + steering);
                assertTrue(Double.isFinite(steering.stepSeconds()), () -> "steps " + steering);
                assertTrue(Double.isFinite(estimate.phaseSeconds() + estimate.frequencyPpb()), estimate::toString);
                assertTrue(Double.isFinite(estimate.coasting().deviationSeconds(86_400)), estimate::toString);
                assertTrue(Double.isFinite(estimate.doubtSeconds()), estimate::toString);
            }
        }
    }
}
