package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** The bench as it is typed wrongly: nothing is built or started. */
class ServerBenchCommandTest {

    private record Typed(List<String> words, String answer) {}

    static final List<Typed> WRONG = List.of(
            new Typed(List.of("--rounds", "6"), "--rounds: 6 is not in 7..1000"),
            new Typed(List.of("--mode", "ntp,nts17"), "--mode: 'nts17' is none of ntp, nts15, nts30, ke, offset,"));

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int run(List<String> words) {
        return new CommandLine(new ServerBenchCommand())
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void refusesWhatItCannotMeasure(Typed typed) {
        assertEquals(2, run(typed.words));
        assertTrue(err.toString().contains(typed.answer), err::toString);
    }

    @Test
    void asksForTheLoadGeneratorByItsOption() {
        assertEquals(1, run(List.of("--loadgen", folder.toString())));
        assertEquals(folder + ": has no ntpload.c; --loadgen wants the folder of ntpload's sources\n", err.toString());
    }
}
