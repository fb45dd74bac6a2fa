package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.LatencyTrace;
import org.timeball.refclock.simulation.OscillatorTrace;

/** The bench as it is typed, on traces of a few thousand seconds. */
@Execution(ExecutionMode.CONCURRENT)
class DisciplineBenchCommandTest {

    private static final int SECONDS = 4_000;

    @TempDir
    Path folder;

    private String write(String name, double[] values) throws IOException {
        return TypedBench.write(folder, name, values);
    }

    private void writeSixteenCells() throws IOException {
        for (var oscillator : List.of("calm", "pi", "rough", "load")) {
            write("freq_" + oscillator + ".f64le.gz", OscillatorTrace.CALM.series(1, SECONDS));
        }
        for (var line : List.of("pi5", "pi4", "pi3", "dirty")) {
            write("noise_" + line + ".f64le.gz", LatencyTrace.PI5.series(2, SECONDS));
        }
    }

    @Test
    void aPairOfTracesMakesOneCell() throws IOException {
        var frequency = write("freq_ramp.f64le.gz", OscillatorTrace.PI.series(1, SECONDS));
        var noise = write("noise_my \"own\".f64le.gz", LatencyTrace.PI4.series(2, SECONDS));
        var json = TypedBench.run("discipline", "--freq", frequency, "--noise", noise, "--json");
        assertEquals(0, json.exitCode(), json.err());
        assertTrue(
                json.out()
                        .matches("(?s)\\[\n  \\{\"freq\": \"ramp\", \"noise\": \"my \\\\u0022own\\\\u0022\","
                                + " \"rms_ns\": \\d+\\.\\d+, \"max_ns\": \\d+\\.\\d,"
                                + " \"adev\": \\{\"1\": \\d\\.\\d{4}e-\\d+, \"10\": .*, \"100\": .*, \"1000\": .*\\},"
                                + " \"settle_s\": \\d, \"cpu_us\": \\d+\\.\\d+\\}\n]\n"),
                json.out());
        var table = TypedBench.run("discipline", "--freq", frequency, "--noise", noise);
        assertTrue(table.out().contains("not run on this"), table.out());
    }

    @Test
    void aSharedFolderMakesSixteenBesideChrony() throws IOException {
        writeSixteenCells();
        var table = TypedBench.run("discipline", "--shared", folder.toString());
        assertEquals(0, table.exitCode(), table.err());
        assertTrue(table.out().contains("load        dirty"), table.out());
        assertTrue(table.out().contains("of 16 cells"), table.out());
    }

    /** Scripts read these names; chrony's figures stand behind them, and only where chrony was run. */
    @Test
    void jsonHasTheNamesThatScriptsReadAndNoOthers() throws IOException {
        writeSixteenCells();
        var objects = TypedBench.run("discipline", "--shared", folder.toString(), "--json")
                .out()
                .lines()
                .filter(line -> line.startsWith("  {"))
                .toList();
        assertEquals(16, objects.size());
        for (var object : objects) {
            var names = Pattern.compile("\"([^\"]*)\": ").matcher(object).results();
            assertEquals(
                    "freq noise rms_ns max_ns adev 1 10 100 1000 settle_s cpu_us"
                            + " chrony_best_rms_ns chrony_best_max_ns chrony_default_rms_ns",
                    names.map(name -> name.group(1)).collect(Collectors.joining(" ")));
            assertTrue(
                    object.matches("  \\{\"freq\": \"[a-z]+\", \"noise\": \"[a-z0-9]+\"(, \"[a-z_]+\": [0-9.]+){2},"
                            + " \"adev\": \\{(\"10*\": [0-9.e-]+(, )?){4}\\}(, \"[a-z_]+\": [0-9.]+){5}\\},?"),
                    object);
        }
    }

    @Test
    void aTableIsAskedForByItsName() {
        var json = TypedBench.run("discipline", "--table", "ramp", "--json").out();
        assertTrue(
                json.matches(
                        "(?s)\\[\n  \\{\"table\": \"ramp\", \"row\": \"pi pi4\", \"ramps\": 49, \"median_ns\": .*\\}\n]\n"),
                json);
        assertEquals(4, json.lines().filter(line -> line.startsWith("  {")).count());
    }

    @Test
    void namesEveryTableInItsHelp() {
        var help = TypedBench.run("discipline", "--help").out();
        for (var table : HardTable.values()) {
            assertTrue(help.contains(table.label()), () -> table.label() + " is not in\n" + help);
        }
    }

    @Test
    void tracesTooShortForAFigureHaveNone() throws IOException {
        var frequency = write("freq_a.f64le.gz", new double[] {1e-6, 1e-6, 1e-6});
        var noise = write("noise_b.f64le.gz", new double[] {1e-7, 1e-7, 1e-7});
        var json = TypedBench.run("discipline", "--freq", frequency, "--noise", noise, "--json")
                .out();
        assertTrue(json.contains("\"10\": null") && json.contains("\"settle_s\": "), json);
    }

    @Test
    void generatesTheKindsThatChronyWasRunOn() {
        var cells = GeneratedTraces.cells();
        assertEquals(16, cells.size());
        for (var cell : cells) {
            assertTrue(ChronyFigures.of(cell).isPresent(), cell::name);
            assertEquals(100_000, cell.seconds());
        }
    }

    record Mistake(List<String> words, String complaint) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(List.of("--freq", "short"), "--noise"),
            new Mistake(List.of("--freq", "missing", "--noise", "missing"), "cannot read the trace"),
            new Mistake(List.of("--freq", "text", "--noise", "text"), "cannot read the trace"),
            new Mistake(List.of("--freq", "odd", "--noise", "odd"), "holds 3 bytes"),
            new Mistake(List.of("--freq", "nan", "--noise", "nan"), "says NaN for second 1"),
            new Mistake(List.of("--shared", "."), "freq_calm.f64le.gz"),
            new Mistake(List.of("--table", "dice"), "there is no table"),
            new Mistake(List.of("--hard", "--freq", "short", "--noise", "short"), "go without --freq"),
            new Mistake(List.of("--shared", ".", "--freq", "nan", "--noise", "nan"), "go without --shared"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhatIsWrongWithItsInput(Mistake mistake) throws IOException {
        Files.writeString(folder.resolve("text"), "not a gzip file");
        write("nan", new double[] {0, Double.NaN});
        write("short", new double[] {0});
        for (var line : List.of("pi5", "pi4", "pi3", "dirty")) {
            write("noise_" + line + ".f64le.gz", new double[] {0});
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("odd")))) {
            out.write(new byte[3]);
        }
        var words = new ArrayList<>(List.of("discipline"));
        mistake.words.forEach(word ->
                words.add(word.startsWith("--") ? word : folder.resolve(word).toString()));
        var outcome = TypedBench.run(words.toArray(String[]::new));
        assertTrue(outcome.exitCode() != 0);
        assertTrue(outcome.err().contains(mistake.complaint), outcome.err());
    }
}
