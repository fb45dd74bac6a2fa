package org.timeball.firmware.sync.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.client.FourTimestamps;
import org.timeball.server.client.Measurement;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code query} and {@code nts check} as they are typed, without a server; with one, {@code QueryIT} tries them. */
@Timeout(30)
class QueryCommandTest {

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(CommandSpec command, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    @Test
    void saysWhyThereIsNoTime() {
        var outcome = run(QueryCommand.spec(), "timeball.invalid");

        assertEquals(2, outcome.exitCode);
        assertEquals("timeball.invalid: the name timeball.invalid has no address\n", outcome.out);
    }

    @Test
    void saysItInJson() {
        var outcome = run(QueryCommand.spec(), "--json", "--nts", "timeball.invalid", "other.invalid");

        assertEquals(2, outcome.exitCode);
        assertTrue(outcome.out.contains("\"trouble\" : \"NAME\""), outcome.out);
        assertTrue(outcome.out.indexOf("timeball.invalid") < outcome.out.indexOf("other.invalid"), outcome.out);
    }

    @Test
    void refusesWhatItDoesNotUnderstand(@TempDir Path folder) throws Exception {
        var noPem = Files.writeString(folder.resolve("no.pem"), "nothing\n").toString();
        for (String[] words : new String[][] {
            {},
            {"a b"},
            {"--nts", "--aead", "99", "host"},
            {"--ipv4", "--ipv6", "host"},
            {"--nts", "--ca", noPem, "host"},
            {"--nts", "--ca", folder.resolve("not-there").toString(), "host"},
            {"--sources", "2", "host"},
            {"--nts", "--sources", "0", "host"},
            {"--srv", "host:4460"},
            {"--srv", "--resolver", "resolver.example", "host"},
            {"--srv", "--resolver", "192.0.2.53", "--trust-resolver", "host"},
            {"--srv", "--trust-anchors", noPem, "host"},
            {"--srv", "--trust-anchors", noPem, "--trust-resolver", "host"}
        }) {
            var outcome = run(QueryCommand.spec(), words);
            assertEquals(64, outcome.exitCode, () -> String.join(" ", words));
            assertEquals("", outcome.out);
        }
    }

    /** chronyc's sign, which is not the one inside. */
    @Test
    void anOffsetIsPositiveWhenThisClockIsAhead() {
        var behind = new Measurement(
                new FourTimestamps(0, 0, 0, 0), 0.25, 0.010, 1e-6, 1, Leap.NONE, RefId.PPS, 0, 0.001, -20, true, false);

        var told = QueryAnswer.Told.of("time.example", "192.0.2.1 port 123", behind, "AES-SIV-CMAC-256, AEAD 15");

        assertEquals(
                "time.example: offset -0.250000 s, within 6.1 ms, delay 0.010000 s, stratum 1 PPS,"
                        + " authenticated: time by NTS (AES-SIV-CMAC-256, AEAD 15), name by certificate",
                told.line());
    }

    @Test
    void aCheckSaysWhoMustActAndThatItFailed() {
        var outcome = run(NtsCommand.spec(), "check", "timeball.invalid:4460");

        assertEquals(2, outcome.exitCode);
        assertTrue(
                outcome.out.endsWith(
                        "DNS: the name timeball.invalid has no address;" + " whoever keeps the zone must add one\n"),
                outcome.out);
    }
}
