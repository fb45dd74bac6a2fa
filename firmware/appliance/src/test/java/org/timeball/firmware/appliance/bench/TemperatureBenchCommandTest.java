package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** The bench as it is typed, on traces of a few thousand seconds. */
class TemperatureBenchCommandTest {

    private static final int SECONDS = 5_000;

    @TempDir
    Path folder;

    @Test
    void printsARowForEachThermometerOfEachCell() throws IOException {
        for (var oscillator : OscillatorTrace.values()) {
            TypedBench.write(
                    folder,
                    "freq_" + oscillator.name().toLowerCase(Locale.ROOT) + ".f64le.gz",
                    oscillator.series(1, SECONDS));
        }
        for (String line : List.of("pi5", "pi4", "pi3", "dirty")) {
            TypedBench.write(folder, "noise_" + line + ".f64le.gz", LatencyTrace.PI5.series(2, SECONDS));
        }
        var typed = TypedBench.run("temperature", "--shared", folder.toString());

        assertEquals(0, typed.exitCode(), typed.err());
        var rows = typed.out()
                .lines()
                .filter(line -> line.startsWith("pi ") || line.startsWith("load "))
                .toList();
        assertEquals(2 * 4 * BenchThermometer.values().length, rows.size(), typed.out());
        assertTrue(rows.getFirst().contains("exact") && rows.getFirst().endsWith("yes"), rows.getFirst());
        for (String row : rows) {
            assertTrue(!row.contains("unrelated") || row.endsWith("no"), row);
        }
    }
}
