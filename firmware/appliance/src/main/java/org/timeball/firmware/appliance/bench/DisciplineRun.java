package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import org.timeball.refclock.simulation.PhaseSeries;

/** Measures the discipline over an undisturbed cell. */
final class DisciplineRun {

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
        return new PhaseSeries(DisturbedLoop.of(cell).run(seconds));
    }
}
