package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.discipline.filter.Discipline;
import org.timeball.refclock.simulation.PhaseSeries;
import org.timeball.refclock.simulation.SimulatedClock;

/** Oscillators of other shapes, and what filters bring that know a drift beside phase and frequency. */
final class ShapeTrial {

    private ShapeTrial() {}

    static FigureTable shapes(int seconds) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var cell : GeneratedTraces.otherCells(seconds)) {
            double[] errors = DisturbedLoop.of(cell).run(seconds);
            var figures = ErrorFigures.settled(errors);
            rows.add(FigureTable.Row.of(
                    cell.name(), figures.rmsNanos(), figures.maxNanos(), figures.meanNanos(), figures.adev(), (double)
                            new PhaseSeries(errors).closerFrom(1e-6)));
        }
        return new FigureTable(
                HardTable.SHAPES.label(),
                "Other shapes, generated: an oven's crystal, a fan, a ramp of 0.5 ppm every hour; two paths, heavy\n"
                        + "tails, 2 % wild pulses.",
                List.of("rms_ns", "max_ns", "mean_ns", "adev_1", "settle_s"),
                rows);
    }

    static FigureTable drift(List<Cell> cells, int seconds) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var cell : cells) {
            int length = Math.min(seconds, cell.seconds());
            var loop = DisturbedLoop.of(cell);
            var with = ErrorFigures.settled(loop.run(length));
            var without = ErrorFigures.settled(
                    loop.discipline(() -> Discipline.withoutDrift(SimulatedClock.KERNEL_GRANULARITY_PPB, 0))
                            .run(length));
            rows.add(FigureTable.Row.of(
                    cell.name(),
                    without.rmsNanos(),
                    with.rmsNanos(),
                    with.rmsNanos() / without.rmsNanos(),
                    without.maxNanos(),
                    with.maxNanos()));
        }
        return new FigureTable(
                HardTable.DRIFT.label(),
                "Three filters of three states (phase, frequency, drift) beside the 48 of two: without and with them.",
                List.of("rms2_ns", "rms3_ns", "rms3/rms2", "max2_ns", "max3_ns"),
                rows);
    }
}
