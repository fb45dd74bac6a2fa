package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** Traces of the same kinds and length as the shared ones, for those who do not have these; always the same numbers. */
final class GeneratedTraces {

    private static final int SECONDS = 100_000;
    private static final List<LatencyTrace> LINES =
            List.of(LatencyTrace.PI5, LatencyTrace.PI4, LatencyTrace.PI3, LatencyTrace.DIRTY);
    private static final List<OscillatorTrace> OSCILLATORS =
            List.of(OscillatorTrace.CALM, OscillatorTrace.PI, OscillatorTrace.ROUGH, OscillatorTrace.LOAD);

    private static final List<LatencyTrace> OTHER_LINES =
            List.of(LatencyTrace.BIMODAL, LatencyTrace.HEAVY, LatencyTrace.WILD);
    private static final List<OscillatorTrace> OTHER_OSCILLATORS =
            List.of(OscillatorTrace.OCXO, OscillatorTrace.FAN, OscillatorTrace.RAMP);

    private GeneratedTraces() {}

    /** The 16 cells of the kinds that are shared. */
    static List<Cell> cells() {
        return cells(OSCILLATORS, LINES, SECONDS);
    }

    /** Nine cells of shapes that were not looked at when the discipline was made. */
    static List<Cell> otherCells(int seconds) {
        return cells(OTHER_OSCILLATORS, OTHER_LINES, seconds);
    }

    private static List<Cell> cells(List<OscillatorTrace> oscillators, List<LatencyTrace> kinds, int seconds) {
        List<Trace> lines = new ArrayList<>();
        for (var line : kinds) {
            lines.add(new Trace(nameOf(line), line.series(1_000 + line.ordinal(), seconds)));
        }
        List<Cell> cells = new ArrayList<>();
        for (var oscillator : oscillators) {
            var frequency = new Trace(nameOf(oscillator), oscillator.series(oscillator.ordinal(), seconds));
            lines.forEach(line -> cells.add(new Cell(frequency, line)));
        }
        return cells;
    }

    private static String nameOf(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
