package org.timeball.firmware.appliance.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;

/**
 * What came of {@code timeball bench} with some words typed behind it.
 *
 * @param out what it printed
 * @param err what it complained of
 */
record TypedBench(int exitCode, String out, String err) {

    static TypedBench run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(words);
        return new TypedBench(exitCode, out.toString(), err.toString());
    }

    /** Writes a trace as the bench reads one; returns its path. */
    static String write(Path folder, String name, double[] values) throws IOException {
        var file = folder.resolve(name);
        var bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes.array());
        }
        return file.toString();
    }
}
