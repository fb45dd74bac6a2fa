package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The bench as it is typed; its figures are the machine's and are not judged here. */
class NtsBenchCommandTest {

    @Test
    void printsALineForEachAlgorithmAndKindOfRequest() {
        var out = new StringWriter();
        int exitCode =
                new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).execute("nts", "--replies", "200");
        assertEquals(0, exitCode);
        var java =
                out.toString().lines().filter(line -> line.startsWith("java ")).toList();
        assertEquals(8, java.size(), out::toString);
        assertTrue(java.stream().allMatch(line -> line.matches("java( +[0-9.]+){6}")), out::toString);
        assertTrue(out.toString().contains("libnettle"), out::toString);
    }

    @Test
    void refusesNoReplies() {
        var err = new StringWriter();
        int exitCode =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("nts", "--replies", "0");
        assertEquals(2, exitCode);
        assertTrue(err.toString().contains("0 is not in 100..1000000"), err::toString);
    }
}
