package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The oscillator runs away by 2 ppm within a minute, and back half an hour later, over and over. */
final class RampTrial {

    private static final double HEIGHT = 2e-6;
    private static final int RAMP_SECONDS = 60;
    private static final int EVERY = 2_000;
    private static final int BEGIN = 500;
    private static final int LOOKED_AT = 500;
    private static final int SETTLING_RAMPS = 1;
    private static final List<String> CELLS = List.of("pi pi4", "pi pi5", "calm pi4", "pi dirty");

    private RampTrial() {}

    static FigureTable measure(List<Cell> cells, int seconds) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var name : CELLS) {
            double[] errors = DisturbedLoop.of(HardTable.cell(cells, name))
                    .pull(RampTrial::pull)
                    .run(seconds);
            int ramps = seconds / EVERY;
            double[] worst = new double[ramps - SETTLING_RAMPS];
            double above = 0;
            for (int i = SETTLING_RAMPS; i < ramps; i++) {
                int from = i * EVERY + BEGIN;
                worst[i - SETTLING_RAMPS] =
                        ErrorFigures.of(errors, from, from + LOOKED_AT).maxNanos();
                above += Arrays.stream(errors, from, from + LOOKED_AT)
                        .filter(error -> Math.abs(error) >= 1e-6)
                        .count();
            }
            Arrays.sort(worst);
            rows.add(FigureTable.Row.of(
                    name,
                    (double) worst.length,
                    worst[worst.length / 2],
                    worst[(int) (0.9 * worst.length)],
                    worst[worst.length - 1],
                    above / worst.length));
        }
        return new FigureTable(
                HardTable.RAMP.label(),
                "Ramps of 2 ppm within 60 s, up and down: the largest error of each, and its seconds above 1 us.",
                List.of("ramps", "median_ns", "p90_ns", "max_ns", "above_1us_s"),
                rows);
    }

    private static double pull(int second) {
        double done = Math.clamp((double) (second % EVERY - BEGIN) / RAMP_SECONDS, 0, 1);
        return HEIGHT * (second / EVERY % 2 == 0 ? done : 1 - done);
    }
}
