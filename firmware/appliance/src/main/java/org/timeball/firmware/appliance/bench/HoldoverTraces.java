package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** Oscillators over days, calm ones and such as try to get out of the bound; always the same numbers. */
final class HoldoverTraces {

    private static final int DAY = 86_400;

    /** The other edge of a pulse that is 100 ms wide. */
    private static final double WRONG_EDGE_SECONDS = 0.1;

    private final int seconds;
    private final Trace line;
    private final List<Cell> cells = new ArrayList<>();

    private HoldoverTraces(int seconds) {
        this.seconds = seconds;
        this.line = new Trace("pi4", LatencyTrace.PI4.series(5, seconds));
    }

    /** All of them, so many days long. */
    static List<Cell> cells(int days) {
        var traces = new HoldoverTraces(days * DAY);
        for (var kind : OscillatorTrace.values()) {
            traces.add(kind.name().toLowerCase(Locale.ROOT), kind, k -> 0);
        }
        traces.add("0.1ppm/day", OscillatorTrace.CALM, k -> 0.1e-6 * k / DAY);
        traces.add("1ppm/day", OscillatorTrace.CALM, k -> 1e-6 * k / DAY);
        traces.add("day.5ppm", OscillatorTrace.CALM, swing(0.5e-6, DAY));
        traces.add("day1ppm", OscillatorTrace.CALM, swing(1e-6, DAY));
        traces.add("hour.1ppm", OscillatorTrace.CALM, swing(0.1e-6, 3_600));
        traces.add("20min.3ppm", OscillatorTrace.CALM, swing(0.3e-6, 1_200));
        traces.add("fan.3ppm", OscillatorTrace.PI, warming(0.3e-6, 60, traces.everySeconds(1_800)));
        traces.add("fan.3quick", OscillatorTrace.PI, warming(0.3e-6, 60, traces.everySeconds(1_000)));
        traces.add("loads.4ppm", OscillatorTrace.PI, warming(0.4e-6, 120, traces.atRandom(3)));
        traces.add("loads1ppm", OscillatorTrace.PI, warming(1e-6, 120, traces.atRandom(3)));
        return traces.cells;
    }

    /** What the line does may also be wrong, and nothing of that is to get into the bound. */
    static List<Cell> troubles(int seconds) {
        var traces = new HoldoverTraces(seconds);
        var random = new Random(9);
        traces.trouble("1%missing", (late, k) -> random.nextInt(100) == 0 ? Double.NaN : late);
        traces.trouble("20%missing", (late, k) -> random.nextInt(5) == 0 ? Double.NaN : late);
        traces.trouble("2%wild", (late, k) -> random.nextInt(50) == 0 ? random.nextDouble(-100e-6, 150e-6) : late);
        traces.trouble("20%wild", (late, k) -> random.nextInt(5) == 0 ? random.nextDouble(-100e-6, 150e-6) : late);
        traces.trouble("wrongedge", (late, k) -> random.nextInt(100) == 0 ? WRONG_EDGE_SECONDS : late);
        traces.trouble("wrong1min", (late, k) -> k / 60 % 50 == 49 ? WRONG_EDGE_SECONDS : late);
        traces.trouble("gaps10min", (late, k) -> k / 600 % 10 == 9 ? Double.NaN : late);
        traces.trouble("step300ns", (late, k) -> k < seconds / 2 ? late : late + 300e-9);
        return traces.cells;
    }

    /** What becomes of a pulse's lateness in a second. */
    private interface Trouble {
        double lateness(double undisturbed, int second);
    }

    private void trouble(String name, Trouble trouble) {
        double[] late = new double[seconds];
        Arrays.setAll(late, k -> trouble.lateness(line.values()[k], k));
        var oscillator = new Trace("pi", OscillatorTrace.PI.series(79, seconds));
        cells.add(new Cell(oscillator, new Trace(name, late)));
    }

    private void add(String name, OscillatorTrace kind, IntToDoubleFunction pull) {
        double[] series = kind.series(70 + cells.size(), seconds);
        Arrays.setAll(series, k -> series[k] + pull.applyAsDouble(k));
        cells.add(new Cell(new Trace(name, series), line));
    }

    private static IntToDoubleFunction swing(double amplitude, double periodSeconds) {
        return k -> amplitude * Math.sin(2 * Math.PI * k / periodSeconds);
    }

    private double[] everySeconds(int period) {
        double[] load = new double[seconds];
        Arrays.setAll(load, k -> k / period % 2);
        return load;
    }

    /** Another load about once an hour. */
    private double[] atRandom(long seed) {
        var random = new Random(seed);
        double[] load = new double[seconds];
        double now = 0;
        for (int k = 0; k < seconds; k++) {
            now = random.nextInt(3_600) == 0 ? random.nextDouble() : now;
            load[k] = now;
        }
        return load;
    }

    /** A load, 0 to 1, warms the crystal with a time constant. */
    private static IntToDoubleFunction warming(double full, double constantSeconds, double[] load) {
        double[] warmth = new double[load.length];
        for (int k = 1; k < load.length; k++) {
            warmth[k] = warmth[k - 1] + (load[k] - warmth[k - 1]) / constantSeconds;
        }
        return k -> full * warmth[k];
    }
}
