package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** The bench as it is typed, on a trace of a few hours. */
class HoldoverBenchCommandTest {

    private static final int SECONDS = 20_000;

    @TempDir
    Path folder;

    private String write(String name, double[] values) throws IOException {
        return TypedBench.write(folder, name, values);
    }

    @Test
    void aPairOfTracesMakesOneCell() throws IOException {
        var frequency = write("freq_mine.f64le.gz", OscillatorTrace.PI.series(1, SECONDS));
        var noise = write("noise_line.f64le.gz", LatencyTrace.PI4.series(2, SECONDS));

        var outcome = TypedBench.run("holdover", "--freq", frequency, "--noise", noise);

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("mine        line       served  100.000 % in the bound"), outcome.out());
        assertTrue(outcome.out().contains("  prior    | 1 min 100.000 %"), outcome.out());
        assertTrue(outcome.out().contains("Worst column of 1 cells"), outcome.out());
    }

    record Mistake(List<String> words, String complaint) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(List.of("--freq", "a"), "--freq and --noise want each other"),
            new Mistake(List.of("--noise", "b"), "--freq and --noise want each other"),
            new Mistake(List.of("--freq", "a", "--noise", "b", "--shared", "c"), "go without --shared"),
            new Mistake(List.of("--days", "1"), "--days wants 2 to 11, not 1"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhatIsWrongWithItsOptions(Mistake mistake) {
        var words = new ArrayList<>(List.of("holdover"));
        words.addAll(mistake.words);
        var outcome = TypedBench.run(words.toArray(String[]::new));
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains(mistake.complaint), outcome.err());
    }
}
