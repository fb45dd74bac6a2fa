package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The bench as it is typed wrongly, how it reads a program's offset, and what it makes of many. */
@Timeout(60)
class ClientBenchCommandTest {

    private static final Pattern OFFSET = Pattern.compile("offset ([-+0-9.E]+) s");

    @Test
    void refusesWhatItCannotMeasure() {
        var err = new StringWriter();

        int exitCode = new CommandLine(new ClientBenchCommand())
                .setErr(new PrintWriter(err))
                .execute("--rounds", "0", "--program", ".");

        assertEquals(2, exitCode);
        assertTrue(err.toString().contains("--rounds: 0 is not in 1..100000"), err::toString);
    }

    @Test
    void readsWhatAProgramSays() throws BenchException, InterruptedException {
        var asker = new OffsetAsker.Program("a shell", List.of("sh", "-c", "echo offset -1.5E-6 s"), OFFSET);

        assertEquals(-1.5e-6, asker.offsetSeconds());
    }

    @Test
    void saysWhatWasSaidInPlaceOfAnOffset() {
        var asker = new OffsetAsker.Program("a shell", List.of("sh", "-c", "echo no time here"), OFFSET);

        var failure = assertThrows(BenchException.class, asker::offsetSeconds);

        assertEquals("a shell tells no time: no time here", failure.getMessage());
    }

    @Test
    void rankOffsetsWithoutTheirSign() {
        var offsets = new ArrayList<Double>();
        for (int i = 1; i <= 200; i++) {
            offsets.add((i % 2 == 0 ? 1 : -1) * i * 1e-6);
        }

        var figures = OffsetFigures.of(offsets);

        assertEquals(100, figures.median(), 1e-6);
        assertEquals(180, figures.p90(), 1e-6);
        assertEquals(198, figures.p99(), 1e-6);
        assertEquals(200, figures.worst(), 1e-6);
        assertEquals(7, OffsetFigures.of(List.of(-7e-6)).median(), 1e-6);
    }
}
