package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.timeball.refclock.simulation.PhaseSeries;

/** Starts at any hour of a trace, far off and fast or slow: seconds until the error stays below 1 µs for good. */
final class StartTrial {

    static final int STARTS = 300;

    private static final long SEED = 300;
    private static final int FOLLOWED_SECONDS = 600;
    private static final double SMALLEST = 10e-6;
    private static final double LARGEST = 40e-3;
    private static final double FASTEST = 30e-6;
    private static final double CLOSE = 1e-6;
    private static final List<String> CELLS = List.of("pi pi4", "pi dirty", "pi pi5", "pi pi3");

    private StartTrial() {}

    static FigureTable measure(List<Cell> cells, int starts) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var name : CELLS) {
            double[] seconds = secondsOf(HardTable.cell(cells, name), starts);
            rows.add(FigureTable.Row.of(
                    name,
                    quantile(seconds, 0.5),
                    quantile(seconds, 0.9),
                    quantile(seconds, 0.99),
                    quantile(seconds, 1)));
        }
        return new FigureTable(
                HardTable.STARTS.label(),
                starts
                        + " random starts, 10 us to 40 ms off, up to 30 ppm fast or slow: seconds until the error stays\n"
                        + "below 1 us for good.",
                List.of("median_s", "p90_s", "p99_s", "max_s"),
                rows);
    }

    private static double[] secondsOf(Cell cell, int starts) {
        var random = new Random(SEED);
        double[] seconds = new double[starts];
        Arrays.setAll(seconds, i -> {
            int from = random.nextInt(cell.seconds() - FOLLOWED_SECONDS);
            double off = SMALLEST * Math.pow(LARGEST / SMALLEST, random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            double fast = random.nextDouble(-FASTEST, FASTEST);
            double[] errors = DisturbedLoop.of(cell).pull(k -> fast).run(from, from + FOLLOWED_SECONDS, off);
            return new PhaseSeries(errors).closerFrom(CLOSE);
        });
        Arrays.sort(seconds);
        return seconds;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * (sorted.length - 1))];
    }
}
