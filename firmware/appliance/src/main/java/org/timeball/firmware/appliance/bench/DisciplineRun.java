package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import org.timeball.refclock.discipline.Discipline;
import org.timeball.refclock.simulation.PhaseSeries;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/**
 * Runs the discipline over a cell: each second the pulse is stamped at the clock's error plus the line's lateness, and
 * the command that answers is in force until the next.
 */
final class DisciplineRun {

    /** The clock begins 10 ms ahead, as chrony's did. */
    private static final double AHEAD_SECONDS = 10e-3;

    /** Statistics are of what comes later than this; of a short trace, later than a tenth of it. */
    private static final int SETTLED_FROM = 10_000;

    private static final double CLOSE_SECONDS = 1e-6;
    private static final int WARM_UP_SECONDS = 5_000;

    private DisciplineRun() {}

    /** Lets the compiler see the code before its time is taken. */
    static void warmUp(Cell cell) {
        run(cell, Math.min(WARM_UP_SECONDS, cell.seconds()));
    }

    /** Runs over the whole cell. */
    static CellResult measure(Cell cell) {
        int seconds = cell.seconds();
        var processor = ManagementFactory.getThreadMXBean();
        long before = processor.getCurrentThreadCpuTime();
        var errors = run(cell, seconds);
        double cpuMicros = (processor.getCurrentThreadCpuTime() - before) * 1e-3 / seconds;
        int closeFrom = errors.closerFrom(CLOSE_SECONDS);
        return new CellResult(
                cell,
                errors.from(Math.min(SETTLED_FROM, seconds / 10)),
                closeFrom < seconds ? OptionalInt.of(closeFrom) : OptionalInt.empty(),
                cpuMicros,
                ChronyFigures.of(cell));
    }

    private static PhaseSeries run(Cell cell, int seconds) {
        double[] oscillator = cell.frequency().values();
        double[] lateness = cell.noise().values();
        var discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        var clock = new TracedClock(AHEAD_SECONDS);
        double[] errors = new double[seconds];
        double command = 0;
        for (int k = 0; k < seconds; k++) {
            errors[k] = clock.phaseSeconds();
            var steering = discipline.onPulse(errors[k] + lateness[k], command).steering();
            clock.step(steering.stepSeconds());
            command = steering.frequencyPpb() * 1e-9;
            clock.passSecond(oscillator[k], command);
            discipline.learn();
        }
        return new PhaseSeries(errors);
    }
}
