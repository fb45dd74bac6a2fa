package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/** Pulses that are missing, wrong or wild, and a receiver that moves its second: what is left of it 2,000 s later. */
final class DisturbanceTrial {

    private static final long SEED = 77;
    private static final int AFTERMATH = 2_000;
    private static final double WRONG_EDGE = 0.1;
    private static final int EPISODE = 2_000;

    /**
     * Something that begins in the middle of the trace.
     *
     * @param endsAfter seconds after its beginning from which on it is over; 0 when it lasts, or leaves nothing to end
     */
    private record Disturbance(String label, int endsAfter, Maker maker) {}

    private interface Maker {
        UnaryOperator<DisturbedLoop> from(int at, int seconds);
    }

    private static final List<Disturbance> DISTURBANCES = List.of(
            new Disturbance(
                    "1 % missing",
                    0, (at, n) -> {
                        double[] chance = chances(n);
                        return loop -> loop.missing(k -> k >= at && chance[k] < 0.01);
                    }),
            new Disturbance("receiver steps by 300 ns", 0, (at, _) -> loop -> loop.shift(k -> k >= at ? 300e-9 : 0)),
            new Disturbance("wrong edge, 1 in 100", 0, (at, n) -> {
                double[] chance = chances(n);
                return loop -> loop.delay(k -> k >= at && chance[k] < 0.01 ? WRONG_EDGE : 0);
            }),
            new Disturbance(
                    "wrong edge for 60 s",
                    60,
                    (at, _) -> loop -> loop.delay(k -> k >= at && k < at + 60 ? WRONG_EDGE : 0)),
            new Disturbance("2 % wild", 0, (at, n) -> wild(0.02, at, n, n)),
            new Disturbance("20 % wild for 2000 s", EPISODE, (at, n) -> wild(0.2, at, at + EPISODE, n)),
            new Disturbance("20 % wild that last", 0, (at, n) -> wild(0.2, at, n, n)),
            new Disturbance(
                    "20 % missing that last",
                    0, (at, n) -> {
                        double[] chance = chances(n);
                        return loop -> loop.missing(k -> k >= at && chance[k] < 0.2);
                    }));

    private DisturbanceTrial() {}

    static FigureTable measure(List<Cell> cells, int seconds) {
        int at = seconds / 3;
        List<double[]> undisturbed = new ArrayList<>();
        for (var cell : cells) {
            undisturbed.add(DisturbedLoop.of(cell).run(seconds));
        }
        List<FigureTable.Row> rows = new ArrayList<>();
        for (var disturbance : DISTURBANCES) {
            int from = at + disturbance.endsAfter + AFTERMATH;
            double[] later = new double[cells.size()];
            double during = 0;
            for (int i = 0; i < later.length; i++) {
                double[] errors = disturbance
                        .maker
                        .from(at, seconds)
                        .apply(DisturbedLoop.of(cells.get(i)))
                        .run(seconds);
                later[i] = rms(errors, from, seconds) / rms(undisturbed.get(i), from, seconds);
                during = Math.max(during, rms(errors, at + 60, from) / rms(undisturbed.get(i), at + 60, from));
            }
            Arrays.sort(later);
            rows.add(FigureTable.Row.of(
                    disturbance.label,
                    (double) later.length,
                    later[later.length / 2],
                    later[later.length - 1],
                    during));
        }
        return new FigureTable(
                HardTable.DISTURBED.label(),
                "RMS as a share of the undisturbed cell's, from 2000 s after a disturbance has begun (or ended, where\n"
                        + "it ends) on, and until then. Wild: 100 us early to 150 us late; wrong edge: 100 ms late.\n"
                        + "A fifth of the pulses that stays wild can cost no less than a fifth that is missing.",
                List.of("cells", "median", "worst", "worst_before"),
                rows);
    }

    private static UnaryOperator<DisturbedLoop> wild(double share, int from, int to, int seconds) {
        double[] chance = chances(seconds);
        var random = new Random(SEED + 1);
        double[] off = random.doubles(seconds, -100e-6, 150e-6).toArray();
        IntToDoubleFunction delay = k -> k >= from && k < to && chance[k] < share ? off[k] : 0;
        return loop -> loop.delay(delay);
    }

    private static double[] chances(int seconds) {
        return new Random(SEED).doubles(seconds).toArray();
    }

    private static double rms(double[] errors, int from, int to) {
        return ErrorFigures.of(errors, from, to).rmsNanos();
    }
}
