package org.timeball.firmware.appliance.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.net.ControlSocketPath;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.ControlSocketException;
import picocli.CommandLine;

/** {@code timeball diag} as it is typed, with a daemon's control socket and without one. */
@Timeout(60)
class DiagCommandTest {

    private static final Check GOOD =
            new Check("sky.fix", CheckArea.RECEIVER, "Fix", CheckVerdict.GOOD, "Fix: 3D.", "", 0);
    private static final Check UNKNOWN =
            new Check("sky.antenna", CheckArea.RECEIVER, "Antenna", CheckVerdict.UNKNOWN, "Who knows.", "", 0);
    private static final Check ATTENTION = new Check(
            "pulse.quality", CheckArea.PULSE, "Use", CheckVerdict.ATTENTION, "Some stray.", "See to the wire.", 0);
    private static final Check BAD =
            new Check("nts.port", CheckArea.SERVICE, "Keys", CheckVerdict.BAD, "No answer.", "Start it.", 0);

    private record Outcome(int exitCode, String out, String err) {}

    private final List<Set<CheckArea>> asked = new CopyOnWriteArrayList<>();

    @TempDir
    Path state;

    private Outcome run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", state.toString()));
        int exitCode = new CommandLine(new DiagCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private ControlServer daemon(Check... checks) throws ControlSocketException {
        var report = new DiagnosisReport(1, true, List.of(checks));
        return ControlServer.open(ControlServerSettings.ofUser(state.resolve(ControlSocketPath.FILE_NAME)), request -> {
            if (request instanceof ControlRequest.Diagnosis(var anew)) {
                asked.add(anew);
                return new ControlReply.OfDiagnosis(report);
            }
            return new ControlReply.Refused("another question");
        });
    }

    record Row(List<Check> checks, int exitCode) {
        @Override
        public String toString() {
            return checks.stream().map(Check::id).toList() + " ends with " + exitCode;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(List.of(GOOD), 0),
            new Row(List.of(GOOD, UNKNOWN), 0),
            new Row(List.of(GOOD, ATTENTION), 1),
            new Row(List.of(ATTENTION, BAD, GOOD), 2));

    @ParameterizedTest
    @FieldSource("ROWS")
    void endsAsMonitoringWants(Row row) throws ControlSocketException {
        try (var _ = daemon(row.checks.toArray(Check[]::new))) {
            assertEquals(row.exitCode, run().exitCode);
        }
    }

    @Test
    void tellsAPersonWhatToDo() throws ControlSocketException {
        try (var _ = daemon(GOOD, ATTENTION)) {
            var all = run().out;
            assertTrue(all.contains("good          sky.fix: Fix: 3D."), all);
            assertTrue(all.contains("See to the wire."), all);
            assertTrue(all.contains("0 bad, 1 to look into, 0 unknown, 1 good"), all);

            assertFalse(run("-q").out.contains("sky.fix"));
            assertTrue(run("-q").out.contains("pulse.quality"));
        }
    }

    @Test
    void tellsAProgramInJson() throws ControlSocketException {
        try (var _ = daemon(GOOD, BAD)) {
            var json = run("--json").out.lines().map(String::strip).reduce("", String::concat);
            assertEquals(
                    new Parsed.Ok<>(new DiagnosisReport(1, true, List.of(GOOD, BAD))),
                    ControlJson.parsed(json, DiagnosisReport.class));
        }
    }

    @Test
    void looksAtWhatIsNamedAndAnewUnlessTold() throws ControlSocketException {
        try (var _ = daemon(GOOD, UNKNOWN, BAD)) {
            var sky = run("sky", "--remembered");
            assertEquals(0, sky.exitCode, sky.out);
            assertFalse(sky.out.contains("nts.port"));
            assertEquals(2, run("nts").exitCode);
            assertEquals(64, run("moon").exitCode);
            assertEquals(List.of(Set.of(), EnumSet.allOf(CheckArea.class)), asked.subList(0, 2));
        }
    }

    /** Here a machine is looked at that is what it is; what a test can say for sure is what it wrote itself. */
    @Test
    void tellsWhatCanBeSeenWithoutADaemon() throws Exception {
        var file = state.resolve("timeball.toml");
        Files.writeString(file, "schema = 1\nfoo = 2\n");

        var outcome = run("--config", file.toString(), "--json");

        assertEquals(3, outcome.exitCode, outcome.err);
        var report = ControlJson.parsed(
                outcome.out.lines().map(String::strip).reduce("", String::concat), DiagnosisReport.class);
        var checks = ((Parsed.Ok<DiagnosisReport>) report).value();
        assertFalse(checks.isDaemonAnswering());
        assertEquals(
                List.of(CheckVerdict.BAD, CheckVerdict.BAD),
                Stream.of("daemon.answers", "daemon.configuration")
                        .map(id -> checks.named(id).orElseThrow().verdict())
                        .toList());
        assertTrue(checks.named("daemon.configuration").orElseThrow().seen().contains("line 2"), outcome.out);
        assertTrue(checks.named("machine.disk").isPresent());
    }
}
