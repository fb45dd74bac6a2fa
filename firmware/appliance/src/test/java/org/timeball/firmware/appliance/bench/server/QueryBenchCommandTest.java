package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bench as it is typed wrongly, and how it waits for one answer. */
@Timeout(60)
class QueryBenchCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new CommandLine(new QueryBenchCommand())
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void refusesWhatItCannotMeasure() {
        assertEquals(2, run("--program", folder.toString(), "--runs", "0"));
        assertTrue(err.toString().contains("--runs: 0 is not in 1..10000"), err::toString);
    }

    @Test
    void wantsAProgramThatIsThere() {
        assertEquals(2, run("--program", folder.toString()));
        assertTrue(err.toString().contains(folder + " has no runtime and program"), err::toString);
    }

    @Test
    void tellsTheAnswerFromTheEnd() throws BenchException, InterruptedException {
        var asker = new Asker("a shell", List.of("sh", "-c", "echo first; echo offset 1"), "offset ");

        var waited = asker.ask();

        assertTrue(waited.answerSeconds() > 0 && waited.answerSeconds() <= waited.endSeconds(), waited::toString);
    }

    @Test
    void saysWhatWasSaidInPlaceOfAnAnswer() {
        var asker = new Asker("a shell", List.of("sh", "-c", "echo no time here"), "offset ");

        var failure = assertThrows(BenchException.class, asker::ask);

        assertEquals("a shell tells no time: no time here", failure.getMessage());
    }
}
