package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The bench as it is typed; its figures are the machine's and are not judged here. */
class ReceiverBenchCommandTest {

    @Test
    void printsALineForEachFlood() {
        var out = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .execute("receiver", "--megabytes", "1");
        assertEquals(0, exitCode);
        var lines = out.toString().lines().toList();
        assertEquals(9, lines.size(), out::toString);
        assertTrue(
                lines.stream().skip(1).allMatch(line -> line.matches("[a-z ]+ +[0-9]+[.,][0-9]{2} +[0-9]+[.,][0-9] %")),
                out::toString);
    }

    @Test
    void refusesNoMegabyte() {
        var err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err))
                .execute("receiver", "--megabytes", "0");
        assertEquals(2, exitCode);
        assertTrue(err.toString().contains("0 is not in 1..10000"), err::toString);
    }
}
