package org.timeball.firmware.appliance.bench;

import java.util.OptionalInt;
import org.timeball.refclock.simulation.PhaseSeries;

/** Measures the discipline over an undisturbed cell. */
final class DisciplineRun {

    /** Statistics are of what comes later than this; of a short trace, later than a tenth of it. */
    private static final int SETTLED_FROM = 10_000;

    private static final double CLOSE_SECONDS = 1e-6;

    private DisciplineRun() {}

    /** Lets the compiler see the code before its time is taken. */
    static void warmUp(Cell cell) {
        PulseCost.micros(cell);
    }

    /** Runs over the whole cell. */
    static CellResult measure(Cell cell) {
        int seconds = cell.seconds();
        var errors = run(cell, seconds);
        int closeFrom = errors.closerFrom(CLOSE_SECONDS);
        return new CellResult(
                cell,
                errors.from(Math.min(SETTLED_FROM, seconds / 10)),
                closeFrom < seconds ? OptionalInt.of(closeFrom) : OptionalInt.empty(),
                PulseCost.micros(cell),
                ChronyFigures.of(cell));
    }

    private static PhaseSeries run(Cell cell, int seconds) {
        return new PhaseSeries(DisturbedLoop.of(cell).run(seconds));
    }
}
