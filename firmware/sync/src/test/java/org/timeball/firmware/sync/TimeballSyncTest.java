package org.timeball.firmware.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.Build;

/** The small program from its first word. */
class TimeballSyncTest {

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = TimeballSync.commandLine(words)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    @Test
    void tellsItsVersion() {
        assertEquals(new Outcome(0, Build.PROGRAM + "\n", ""), run("--version"));
    }

    @Test
    void makesTheCommandThatIsNamedAndAllForHelp() {
        assertEquals(
                Set.of("query"),
                TimeballSync.commandLine("query", "host").getSubcommands().keySet());
        var help = run("--help").out;
        for (var name : new String[] {"query", "nts", "help"}) {
            assertTrue(help.contains("\n  " + name + " "), help);
        }
        assertTrue(run("help", "query").out.startsWith("Usage: timeball query "));
    }

    @Test
    void refusesAWordThatItDoesNotKnow() {
        var outcome = run("qurey");

        assertEquals(2, outcome.exitCode);
        assertTrue(outcome.err.startsWith("timeball: Unmatched argument at index 0: 'qurey'"), outcome.err);
    }
}
