package org.timeball.firmware.appliance.bench;

import org.timeball.refclock.discipline.ErrorBound;
import org.timeball.refclock.discipline.HoldoverOutlook;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/**
 * Runs over a cell and holds the bound against the truth, while pulses come and in holdovers.
 *
 * <p>What an oscillator does is asked of the discipline alone, which takes seconds for days of it; what befalls the line is
 * asked of the whole reference clock, whose part it is to judge edges before the discipline sees them.
 */
final class HoldoverRun {

    private static final double AHEAD_SECONDS = 10e-3;

    /** A pulse that does not come for this long begins a holdover, which is none of those counted as locked. */
    private static final int LOCKED_SECONDS = 3;

    private HoldoverRun() {}

    /**
     * The discipline alone, with no systematic error in its bound.
     *
     * @param cell every pulse of which comes, and is its second's
     */
    static HoldoverResult ofDiscipline(Cell cell) {
        var reckoning = new HoldoverReckoning(cell);
        var memory = new HoldoverMemory(ReferenceClockSettings.defaults().ageingPpb(), SlopeRecord.EMPTY);
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        var clock = new TracedClock(AHEAD_SECONDS);
        double command = 0;
        int used = -LOCKED_SECONDS;
        for (int k = 0; k < cell.seconds(); k++) {
            double late = cell.noise().values()[k];
            var decision = discipline.onPulse(clock.phaseSeconds() + late, command);
            clock.step(decision.steering().stepSeconds());
            command = decision.steering().frequencyPpb() * 1e-9;
            used = decision.verdict().isUsed() ? k : used;
            if (used == k && discipline.estimate().isSettled()) {
                memory.pulse(discipline.seconds(), discipline.freePhaseSeconds(), discipline.freeFrequency());
            }
            var outlook = new HoldoverOutlook(
                    0, Double.POSITIVE_INFINITY, 0, discipline.estimate(), discipline.freeFrequency(), memory.slopes());
            double before = clock.phaseSeconds();
            clock.passSecond(cell.frequency().values()[k], command);
            if (k - used < LOCKED_SECONDS) {
                lookServed(reckoning.served(), k - used, outlook, before, clock.phaseSeconds());
            }
            if (used == k) {
                reckoning.used(k, before, outlook);
            }
            discipline.learn();
        }
        return reckoning.result();
    }

    /** Served time is asked for at any instant of the second: at its beginning, middle and end. */
    private static void lookServed(Coverage served, int since, HoldoverOutlook outlook, double before, double after) {
        if (served.isEmpty() && !HoldoverReckoning.isStated(outlook)) {
            return;
        }
        for (double part : new double[] {0, 0.5, 0.999}) {
            var bound = ErrorBound.of(
                    outlook.systematicSeconds(), outlook.estimate(), outlook.slopes(), part, since + part);
            served.look(before + part * (after - before), bound.boundSeconds(), bound.withinSeconds());
        }
    }

    /**
     * The whole reference clock; a lateness that is not a number stands for a pulse that does not come.
     *
     * @param systematicSeconds part of every bound, above 0
     */
    static HoldoverResult ofReferenceClock(Cell cell, double systematicSeconds) {
        var reckoning = new HoldoverReckoning(cell);
        var world = CellWorld.of(cell, systematicSeconds, ReferenceClock::onPulse);
        while (world.second() < cell.seconds()) {
            int second = world.second();
            double phase = world.errorSeconds();
            world.passSecond(() -> {
                if (world.isVouchedFor()) {
                    reckoning.served().look(world.servedErrorSeconds(), world.boundSeconds(), world.withinSeconds());
                }
            });
            if (world.isUsed() && world.isVouchedFor()) {
                reckoning.used(second, phase, world.referenceClock().outlook());
            }
        }
        return reckoning.result();
    }
}
