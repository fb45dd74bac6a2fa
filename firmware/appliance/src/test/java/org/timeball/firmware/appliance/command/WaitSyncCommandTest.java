package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.net.ControlSocketPath;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.monitoring.ServerAnswers;
import picocli.CommandLine;

/** Arguments, output and exit codes as chronyc(1) has them, against a daemon's real control socket. */
@Timeout(60)
class WaitSyncCommandTest {

    private static final String LOCKED = "try: %d, refid: 50505300, correction: 0.000000123, skew: 0.017\n";
    private static final String STARTING = "try: %d, refid: 00000000, correction: 0.000000000, skew: 0.000\n";

    private record Outcome(int exitCode, String out, String err) {}

    @TempDir
    Path state;

    private Outcome run(List<String> words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(words);
        all.addAll(List.of("--state", state.toString()));
        int exitCode = new CommandLine(new WaitSyncCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** A daemon that is as told, one status a question, and then stays as it was last. */
    private ControlServer daemon(Status... lives) throws ControlSocketException {
        var ahead = new ArrayDeque<>(Arrays.asList(lives));
        var socket = state.resolve(ControlSocketPath.FILE_NAME);
        return ControlServer.open(
                ControlServerSettings.ofUser(socket),
                new ServerAnswers(
                        () -> ahead.size() > 1 ? ahead.removeFirst() : ahead.getFirst(),
                        count -> List.of(),
                        count -> new ClientReport("off", 0, 0, 0, List.of()),
                        count -> new EventReport(List.of(), ""),
                        range -> new HistoryReport(0, 1, List.of()),
                        () -> new CertificateReport(true, List.of(), AuthorityRecord.NONE),
                        () -> ConfigurationReport.NONE,
                        () -> AlertReport.NONE,
                        anew -> new DiagnosisReport(0, true, List.of())));
    }

    record Row(String words, ClockState state, int exitCode) {
        @Override
        public String toString() {
            return "waitsync " + words + " while " + state;
        }
    }

    /** The clock of the example is 123 ns fast, with a skew of 0.017 ppm. */
    static final List<Row> ROWS = List.of(
            new Row("", ClockState.LOCKED, 0),
            new Row("0", ClockState.LOCKED, 0),
            new Row("1", ClockState.HOLDOVER, 0),
            new Row("1", ClockState.ACQUIRING, 1),
            new Row("1", ClockState.STARTING, 1),
            new Row("1", ClockState.UNSYNCHRONISED, 1),
            new Row("1 0", ClockState.LOCKED, 0),
            new Row("1 1e-6", ClockState.LOCKED, 0),
            new Row("1 1.23e-7", ClockState.LOCKED, 0),
            new Row("1 1e-7", ClockState.LOCKED, 1),
            new Row("1 0 0.017", ClockState.LOCKED, 0),
            new Row("1 0 0.016", ClockState.LOCKED, 1),
            new Row("1 1e-7 1", ClockState.LOCKED, 1),
            new Row("1 0.01 1 0", ClockState.LOCKED, 0),
            new Row("1 0.01 1 30", ClockState.UNSYNCHRONISED, 1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void endsAsChronycDoes(Row row) throws ControlSocketException {
        try (var _ = daemon(Example.in(row.state))) {
            var words = row.words.isEmpty() ? List.<String>of() : List.of(row.words.split(" "));
            assertEquals(new Outcome(row.exitCode, LOCKED.formatted(1), ""), run(words));
        }
    }

    @Test
    void looksAgainUntilItIsSo() throws ControlSocketException {
        try (var _ = daemon(Example.STARTING, Example.STARTING, Example.LOCKED)) {
            assertEquals(
                    new Outcome(0, STARTING.formatted(1) + STARTING.formatted(2) + LOCKED.formatted(3), ""),
                    run(List.of("0", "0", "0", "0.1")));
        }
    }

    @Test
    void givesUpAfterSoManyTries() throws ControlSocketException {
        try (var _ = daemon(Example.STARTING)) {
            assertEquals(
                    new Outcome(1, STARTING.formatted(1) + STARTING.formatted(2), ""),
                    run(List.of("2", "0", "0", "0.01")));
        }
    }

    @Test
    void aDaemonThatDoesNotAnswerIsATryLikeAnother() {
        var outcome = run(List.of("2", "0", "0", "0.1"));
        assertEquals(1, outcome.exitCode);
        assertEquals(
                List.of("no daemon answers", "no daemon answers"),
                outcome.err
                        .lines()
                        .map(line -> line.contains("no daemon answers at") ? "no daemon answers" : line)
                        .toList());
    }

    @Test
    void writesTheNumbersAloneForScripts() throws ControlSocketException {
        try (var _ = daemon(Example.LOCKED)) {
            assertEquals(new Outcome(0, "1,50505300,0.000000123,0.017\n", ""), run(List.of("-c")));
        }
    }

    static final List<String> MISUSES = List.of(
            "soon",
            "-1",
            "1.5",
            "1 -0.1",
            "1 NaN",
            "1 0 -1",
            "1 0 Infinity",
            "1 0 0 -1",
            "1 0 0 NaN",
            "1 0 0 1e9",
            "1 0 0 1 1");

    @ParameterizedTest
    @FieldSource("MISUSES")
    void refusesWhatIsNoLimit(String words) throws ControlSocketException {
        try (var _ = daemon(Example.LOCKED)) {
            var outcome = run(List.of(words.split(" ")));
            assertEquals(64, outcome.exitCode, outcome.err);
            assertEquals("", outcome.out);
            assertTrue(!outcome.err.isBlank());
        }
    }

    /** A daemon can be locked on a source that it does not name yet. */
    @Test
    void asksForASourceAsWell() {
        var condition = new WaitSyncCondition(0, 0);
        assertTrue(condition.isMetBy(Example.LOCKED));
        var nameless = Example.TRACKING;
        assertTrue(!condition.isMetBy(Example.with(new Tracking(
                0,
                nameless.source(),
                nameless.stratum(),
                nameless.refTimeNanos(),
                nameless.systemTimeSeconds(),
                nameless.lastOffsetSeconds(),
                nameless.rmsOffsetSeconds(),
                nameless.frequencyPpm(),
                nameless.residualFrequencyPpm(),
                nameless.skewPpm(),
                nameless.rootDelaySeconds(),
                nameless.rootDispersionSeconds(),
                nameless.updateIntervalSeconds(),
                nameless.leapStatus(),
                nameless.leap(),
                nameless.systematicErrorSeconds()))));
    }
}
