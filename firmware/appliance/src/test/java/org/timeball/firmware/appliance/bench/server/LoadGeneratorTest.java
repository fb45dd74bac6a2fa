package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a run of the load generator is taken to mean. */
class LoadGeneratorTest {

    private record Run(String name, String output, String errors, int exitCode, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String KE = "{\"per_s\":0.0,\"failed\":20,\"error\":\"connect\"}\n";

    static final List<Run> NOT_SERVED = List.of(
            new Run(
                    "its own words",
                    "",
                    "ntpload: NTS-KE: no usable AEAD or cookie\n",
                    1,
                    "NTS-KE: no usable AEAD or cookie"),
            new Run("no exchange", KE, "", 1, "connect"),
            new Run("no time", "{\"kod\":9}\n", "", 1, "nothing was answered with a time (exit code 1)"),
            new Run("killed", "", "", 137, "nothing was answered with a time (exit code 137)"),
            new Run("cut short", "{\"kod\":", "", 0, "nothing was answered with a time (exit code 0)"));

    @ParameterizedTest
    @FieldSource("NOT_SERVED")
    void saysWhyAServerWasNotMeasured(Run run) {
        var outcome = LoadGenerator.outcome(run.output, run.errors, run.exitCode);
        assertEquals(
                run.reason, assertInstanceOf(Outcome.NotServed.class, outcome).reason());
    }

    static final List<String> ANSWERED =
            List.of("{\"per_s\":3.5}\n", "{\"per_s\":1}\n{\"per_s\":3.5}\n", "max! = the loader\n{\"per_s\":3.5}\n");

    @ParameterizedTest
    @FieldSource("ANSWERED")
    void takesTheLastAnswer(String output) {
        var outcome = LoadGenerator.outcome(output, "", 0);
        assertEquals(
                3.5, assertInstanceOf(Outcome.Answered.class, outcome).answer().number("per_s"));
    }
}
