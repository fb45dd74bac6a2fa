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

    private GeneratedTraces() {}

    static List<Cell> cells() {
        List<Trace> lines = new ArrayList<>();
        for (var line : LINES) {
            lines.add(new Trace(nameOf(line), line.series(1_000 + line.ordinal(), SECONDS)));
        }
        List<Cell> cells = new ArrayList<>();
        for (var oscillator : OscillatorTrace.values()) {
            var frequency = new Trace(nameOf(oscillator), oscillator.series(oscillator.ordinal(), SECONDS));
            lines.forEach(line -> cells.add(new Cell(frequency, line)));
        }
        return cells;
    }

    private static String nameOf(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
