package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Latency that is not independent from pulse to pulse: bursts of interrupt load, and a wandering part. */
final class BurstTrial {

    private static final String CELL = "pi pi4";
    private static final long SEED = 9;

    /** The line is quiet until the filters have settled. */
    private static final int QUIET_SECONDS = 1_000;

    private static final int BURST_SECONDS = 30;
    private static final double BURST_LATE = 5e-6;

    /**
     * Bursts.
     *
     * @param meanSeconds  how long they last, exponentially distributed
     * @param everySeconds mean time between two, likewise
     * @param common       how late all pulses of one are on average: between half of it and one and a half, s
     * @param single       what each pulse is late besides, mean of an exponential distribution, s
     */
    private record Bursts(String label, double meanSeconds, double everySeconds, double common, double single) {

        double[] series(int seconds) {
            var random = new Random(SEED);
            double[] late = new double[seconds];
            int k = QUIET_SECONDS;
            while (k < seconds) {
                k += 1 + (int) exponential(random, everySeconds);
                int end = k + 1 + (int) Math.round(exponential(random, meanSeconds));
                double all = common * random.nextDouble(0.5, 1.5);
                for (; k < Math.min(end, seconds); k++) {
                    late[k] = all + exponential(random, single);
                }
            }
            return late;
        }
    }

    private static final List<Bursts> BURSTS = List.of(
            new Bursts("2 s every 300 s, 2 us late", 2, 300, 2e-6, 0.3e-6),
            new Bursts("4 s every 300 s, 2 us late", 4, 300, 2e-6, 0.3e-6),
            new Bursts("8 s every 300 s, 2 us late", 8, 300, 2e-6, 0.3e-6),
            new Bursts("4 s every 100 s, 2 us late", 4, 100, 2e-6, 0.3e-6),
            new Bursts("4 s every 300 s, 10 us late", 4, 300, 10e-6, 1e-6),
            new Bursts("4 s every 300 s, 0.5 us late", 4, 300, 0.5e-6, 0.5e-6),
            new Bursts("4 s every 300 s, each by itself", 4, 300, 0, 5e-6));

    private static final List<Integer> MEMORIES = List.of(2, 5, 20);
    private static final double WANDERING = 100e-9;

    private BurstTrial() {}

    static FigureTable bursts(List<Cell> cells, int seconds) {
        var loop = DisturbedLoop.of(HardTable.cell(cells, CELL));
        var quiet = ErrorFigures.settled(loop.run(seconds));
        List<FigureTable.Row> rows = new ArrayList<>();
        rows.add(row("quiet", quiet, quiet));
        for (var bursts : BURSTS) {
            double[] late = bursts.series(seconds);
            rows.add(row(
                    bursts.label, ErrorFigures.settled(loop.delay(k -> late[k]).run(seconds)), quiet));
        }
        for (int memory : MEMORIES) {
            double[] late = wandering(memory, seconds);
            var figures = ErrorFigures.settled(loop.delay(k -> late[k]).run(seconds));
            rows.add(row("wanders by 100 ns, over " + memory + " s", figures, quiet));
        }
        return new FigureTable(
                HardTable.BURSTS.label(),
                "Correlated latency on " + CELL
                        + ": bursts of interrupt load, and a part that wanders (which no filter can\n"
                        + "tell from the clock: 100 ns of it cost about 100 ns when it lasts).",
                List.of("rms_ns", "max_ns", "mean_ns", "adev_1", "rms/quiet"),
                rows);
    }

    static FigureTable witness(List<Cell> cells, int seconds) {
        var loop = DisturbedLoop.of(HardTable.cell(cells, CELL));
        int at = seconds / 2;
        var burst = loop.delay(k -> k >= at && k < at + BURST_SECONDS ? BURST_LATE : 0);
        var step = loop.shift(k -> k >= at ? BURST_LATE : 0);
        List<FigureTable.Row> rows = new ArrayList<>();
        rows.add(row("nothing happens", loop.run(seconds), at));
        rows.add(row("burst, nobody to ask", burst.run(seconds), at));
        rows.add(row(
                "burst, witness to 0.5 us", burst.witness(sight(0.5e-6), 0.5e-6).run(seconds), at));
        rows.add(row(
                "burst, witness to 2 us: too blunt",
                burst.witness(sight(2e-6), 2e-6).run(seconds),
                at));
        rows.add(row("step, nobody to ask", step.run(seconds), at));
        rows.add(row(
                "step, witness to 0.5 us", step.witness(sight(0.5e-6), 0.5e-6).run(seconds), at));
        return new FigureTable(
                HardTable.WITNESS.label(),
                "Pulses late by 5 us for 30 s, and a receiver that moves its second by 5 us, on " + CELL
                        + ": the 300 s from\n"
                        + "then on, without and with a witness that compares the clock with UTC by itself.",
                List.of("rms_ns", "max_ns", "above_1us_s", "rms_later_ns"),
                rows);
    }

    private static FigureTable.Row row(String label, double[] errors, int at) {
        var then = ErrorFigures.of(errors, at, at + 300);
        long above = 0;
        for (int k = at; k < at + 300; k++) {
            above += Math.abs(errors[k]) >= 1e-6 ? 1 : 0;
        }
        double later = ErrorFigures.of(errors, at + 2_000, errors.length).rmsNanos();
        return FigureTable.Row.of(label, then.rmsNanos(), then.maxNanos(), (double) above, later);
    }

    private static FigureTable.Row row(String label, ErrorFigures figures, ErrorFigures quiet) {
        return FigureTable.Row.of(
                label,
                figures.rmsNanos(),
                figures.maxNanos(),
                figures.meanNanos(),
                figures.adev(),
                figures.rmsNanos() / quiet.rmsNanos());
    }

    private static IntToDoubleFunction sight(double deviation) {
        var random = new Random(SEED);
        return k -> deviation * random.nextGaussian();
    }

    private static double[] wandering(double memorySeconds, int seconds) {
        var random = new Random(SEED);
        double kept = Math.exp(-1 / memorySeconds);
        double[] late = new double[seconds];
        for (int k = 1; k < seconds; k++) {
            late[k] = kept * late[k - 1] + Math.sqrt(1 - kept * kept) * WANDERING * random.nextGaussian();
        }
        return late;
    }

    private static double exponential(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
