package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;
import picocli.CommandLine;

/** The bench as it is typed, on traces of a few thousand seconds. */
class TemperatureBenchCommandTest {

    private static final int SECONDS = 5_000;

    @TempDir
    Path folder;

    private void write(String name, double[] values) throws IOException {
        var bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".f64le.gz")))) {
            out.write(bytes.array());
        }
    }

    @Test
    void printsARowForEachThermometerOfEachCell() throws IOException {
        for (var oscillator : OscillatorTrace.values()) {
            write("freq_" + oscillator.name().toLowerCase(Locale.ROOT), oscillator.series(1, SECONDS));
        }
        for (String line : List.of("pi5", "pi4", "pi3", "dirty")) {
            write("noise_" + line, LatencyTrace.PI5.series(2, SECONDS));
        }
        var out = new StringWriter();

        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .execute("temperature", "--shared", folder.toString());

        assertEquals(0, exitCode);
        var rows = out.toString()
                .lines()
                .filter(line -> line.startsWith("pi ") || line.startsWith("load "))
                .toList();
        assertEquals(2 * 4 * BenchThermometer.values().length, rows.size(), out.toString());
        assertTrue(rows.getFirst().contains("exact") && rows.getFirst().endsWith("yes"), rows.getFirst());
        for (String row : rows) {
            assertTrue(!row.contains("unrelated") || row.endsWith("no"), row);
        }
    }
}
