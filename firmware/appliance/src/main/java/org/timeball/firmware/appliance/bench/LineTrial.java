package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What lies between receiver and clock: the receiver's own sawtooth, and a command that takes its time. */
final class LineTrial {

    private static final long SEED = 17;

    /** A receiver says its error in steps of about a nanosecond. */
    private static final double SAID_TO = 1e-9;

    private static final List<String> CELLS = List.of("calm pi5", "pi pi5");
    private static final List<Double> TICKS = List.of(21e-9, 62e-9, 125e-9);
    private static final List<String> LATE_CELLS = List.of("calm pi5", "pi pi4", "rough pi4", "load pi5");

    private LineTrial() {}

    static FigureTable sawtooth(List<Cell> cells, int seconds) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var name : CELLS) {
            var loop = DisturbedLoop.of(HardTable.cell(cells, name));
            double without = ErrorFigures.settled(loop.run(seconds)).rmsNanos();
            for (double tick : TICKS) {
                double[] error = sawtooth(tick, seconds);
                double[] rest = rest(error);
                double raw = ErrorFigures.settled(loop.delay(k -> error[k]).run(seconds))
                        .rmsNanos();
                double corrected = ErrorFigures.settled(loop.delay(k -> rest[k]).run(seconds))
                        .rmsNanos();
                rows.add(FigureTable.Row.of(
                        name + ", " + Math.round(tick * 1e9) + " ns",
                        without,
                        raw,
                        corrected,
                        raw / without,
                        corrected / without));
            }
        }
        return new FigureTable(
                HardTable.SAWTOOTH.label(),
                "A receiver whose pulse sits on the ticks of its own oscillator, of 48, 16 and 8 MHz, with a beat that\n"
                        + "wanders: no sawtooth, as it comes, and less what the receiver says of it (TIM-TP qErr).",
                List.of("none_ns", "raw_ns", "qerr_ns", "raw/none", "qerr/none"),
                rows);
    }

    /** Pulse less true second, within half a tick, moving on by what the receiver's clock drifts. */
    private static double[] sawtooth(double tick, int seconds) {
        var random = new Random(SEED);
        double[] error = new double[seconds];
        double beat = 0.37 * tick;
        double place = 0;
        for (int k = 0; k < seconds; k++) {
            beat = 0.9995 * beat + 0.01 * tick * random.nextGaussian();
            place += beat;
            place -= tick * Math.rint(place / tick);
            error[k] = place;
        }
        return error;
    }

    private static double[] rest(double[] error) {
        double[] rest = new double[error.length];
        for (int k = 0; k < error.length; k++) {
            rest[k] = error[k] - SAID_TO * Math.rint(error[k] / SAID_TO);
        }
        return rest;
    }

    static FigureTable late(List<Cell> cells, int seconds) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var name : LATE_CELLS) {
            var loop = DisturbedLoop.of(HardTable.cell(cells, name));
            double atOnce = ErrorFigures.settled(loop.run(seconds)).rmsNanos();
            double late =
                    ErrorFigures.settled(loop.lag(0.05, true).run(seconds)).rmsNanos();
            double later =
                    ErrorFigures.settled(loop.lag(0.3, true).run(seconds)).rmsNanos();
            double untold =
                    ErrorFigures.settled(loop.lag(0.05, false).run(seconds)).rmsNanos();
            double later2 =
                    ErrorFigures.settled(loop.lag(0.3, false).run(seconds)).rmsNanos();
            rows.add(FigureTable.Row.of(
                    name, atOnce, late, late / atOnce, later / atOnce, untold / atOnce, later2 / atOnce));
        }
        return new FigureTable(
                HardTable.LATE.label(),
                "Commands that take effect 50 and 300 ms after the pulse, by a discipline that is told how far they moved\n"
                        + "the clock, as the daemon does, and by one that is not.",
                List.of("at_once_ns", "50ms_ns", "50ms/at_once", "300ms/at_once", "50ms_untold", "300ms_untold"),
                rows);
    }
}
