package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Printable;
import org.timeball.server.control.Status;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.net.ControlSocketPath;
import org.timeball.server.monitoring.AdminDesk;
import org.timeball.server.monitoring.AdminServer;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.monitoring.EventJournal;
import org.timeball.server.monitoring.ServerAnswers;
import org.timeball.server.state.StateDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands as they are typed, against a daemon's real control socket. */
@Timeout(30)
class CommandsTest {

    @Command(
            name = "timeball",
            subcommands = {
                TrackingCommand.class,
                SourcesCommand.class,
                ServerStatsCommand.class,
                ClientsCommand.class,
                CertificateCommand.class,
                StatusCommand.class,
                ReceiverCommand.class,
                EventsCommand.class,
                AlertsCommand.class,
                HistoryCommand.class,
                RekeyCommand.class,
                ReloadCommand.class
            })
    private static final class Timeball implements Callable<Integer> {
        @Override
        public Integer call() {
            return ExitCode.USAGE;
        }
    }

    private record Outcome(int exitCode, String out, String err) {}

    @TempDir
    Path state;

    private Outcome run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new CommandLine(new Timeball())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private ControlServer daemon(Status status) throws ControlSocketException {
        var socket = state.resolve(ControlSocketPath.FILE_NAME);
        return ControlServer.open(ControlServerSettings.ofUser(socket), answers(status, Example.EVENTS));
    }

    private static ServerAnswers answers(Status status, EventReport events) {
        return new ServerAnswers(
                () -> status,
                count -> List.of(),
                count -> Example.CLIENTS,
                count -> events,
                range -> Example.HISTORY,
                () -> Example.CERTIFICATES,
                () -> ConfigurationReport.NONE,
                () -> Example.ALERTS,
                anew -> new DiagnosisReport(0, true, List.of()));
    }

    record Report(List<String> words, String out) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    static final List<Report> REPORTS = List.of(
            new Report(List.of("tracking"), TrackingText.report(Example.LOCKED)),
            new Report(List.of("tracking", "-c"), TrackingText.csv(Example.LOCKED)),
            new Report(List.of("tracking", "--json"), ControlJson.pretty(Example.TRACKING) + "\n"),
            new Report(List.of("sources"), SourcesText.report(Example.SOURCES)),
            new Report(List.of("sources", "-v"), SourcesText.explained(Example.SOURCES)),
            new Report(List.of("sources", "-v", "--csv"), SourcesText.csv(Example.SOURCES)),
            new Report(List.of("sources", "--json"), ControlJson.pretty(Example.SOURCES) + "\n"),
            new Report(
                    List.of("serverstats"),
                    ServerStatsText.report(Example.SERVICE) + KeyExchangeText.report(Example.LOCKED.keyExchange())),
            new Report(List.of("serverstats", "-c"), ServerStatsText.csv(Example.SERVICE)),
            new Report(List.of("serverstats", "--json"), ControlJson.pretty(ServerReport.of(Example.LOCKED)) + "\n"),
            new Report(List.of("clients"), ClientsText.report(Example.CLIENTS)),
            new Report(List.of("clients", "-c", "--count", "10000"), ClientsText.csv(Example.CLIENTS)),
            new Report(List.of("clients", "--json"), ControlJson.pretty(Example.CLIENTS) + "\n"),
            new Report(List.of("history"), HistoryText.report(Example.HISTORY)),
            new Report(List.of("history", "-c", "--last", "7d", "--points", "2"), HistoryText.csv(Example.HISTORY)),
            new Report(
                    List.of("history", "--json", "--series", "offset,ntp"), ControlJson.pretty(Example.HISTORY) + "\n"),
            new Report(List.of("events"), EventsText.report(Example.EVENTS)),
            new Report(List.of("events", "-c", "--count", "2000"), EventsText.csv(Example.EVENTS)),
            new Report(List.of("events", "--json"), ControlJson.pretty(Example.EVENTS) + "\n"),
            new Report(List.of("certificate", "status"), CertificateText.report(Example.CERTIFICATES)),
            new Report(List.of("certificate", "status", "-c"), CertificateText.csv(Example.CERTIFICATES)),
            new Report(List.of("certificate", "status", "--json"), ControlJson.pretty(Example.CERTIFICATES) + "\n"),
            new Report(List.of("receiver"), ReceiverText.report(Example.LOCKED)),
            new Report(List.of("receiver", "--json"), ControlJson.pretty(Example.LOCKED.receiver()) + "\n"),
            new Report(List.of("status"), Printable.of(StatusText.report(Example.LOCKED), System.out.charset())),
            new Report(List.of("status", "-c"), StatusText.csv(Example.LOCKED)),
            new Report(List.of("status", "--json"), ControlJson.pretty(Example.LOCKED) + "\n"));

    @ParameterizedTest
    @FieldSource("REPORTS")
    void reportsWhatTheDaemonSays(Report row) throws ControlSocketException {
        try (var daemon = daemon(Example.LOCKED)) {
            var words = new ArrayList<>(row.words);
            words.addAll(List.of("--socket", daemon.path().toString()));

            assertEquals(new Outcome(0, row.out, ""), run(words.toArray(String[]::new)));
        }
    }

    @Test
    void tellsWhatIsRaisedAndThatSomebodyHasToSeeToIt() throws ControlSocketException {
        try (var daemon = daemon(Example.LOCKED)) {
            var socket = daemon.path().toString();

            assertEquals(new Outcome(1, AlertsText.report(Example.ALERTS), ""), run("alerts", "--socket", socket));
            assertEquals(
                    new Outcome(1, ControlJson.pretty(Example.ALERTS) + "\n", ""),
                    run("alerts", "--json", "--socket", socket));
        }
    }

    @Test
    void namesTheReceiverThatWasFound() throws ControlSocketException {
        try (var daemon = daemon(Example.LOCKED)) {
            assertEquals("""
                    Port           /dev/ttyAMA0
                    Model          NEO-M8T TIM 1.10
                    Speaks         UBX
                    Set-up         done: u-blox NEO-M8T at 115200 baud
                    Fix            3D, 9 satellites used of 3 in view
                    Antenna        ok
                    Jamming        none
                    Spoofing       none
                    Survey         not told
                    Pulse          /dev/pps0
                    """, run("receiver", "--socket", daemon.path().toString()).out);
        }
        try (var daemon = daemon(Example.STARTING)) {
            assertEquals(2, run("receiver", "--socket", daemon.path().toString()).exitCode);
        }
    }

    record Exit(ClockState state, int exitCode) {}

    static final List<Exit> EXITS = List.of(
            new Exit(ClockState.LOCKED, 0),
            new Exit(ClockState.HOLDOVER, 1),
            new Exit(ClockState.STARTING, 2),
            new Exit(ClockState.ACQUIRING, 2),
            new Exit(ClockState.UNSYNCHRONISED, 2));

    @ParameterizedTest
    @FieldSource("EXITS")
    void onlyStatusTellsTheStateByItsExitCode(Exit row) throws ControlSocketException {
        try (var daemon = daemon(Example.in(row.state))) {
            assertEquals(state.resolve("control.sock"), daemon.path());
            assertEquals(row.exitCode, run("status", "--state", state.toString()).exitCode);
            assertEquals(row.exitCode, run("status", "--json", "--state", state.toString()).exitCode);
            assertEquals(0, run("tracking", "--state", state.toString()).exitCode);
        }
    }

    @Test
    void refusesACountOfClientsOutOfRange() {
        for (String count : List.of("0", "10001", "many")) {
            assertEquals(64, run("clients", "--count", count).exitCode);
        }
    }

    private static AdminServer admin(Path control, List<AdminAct> asked, AdminReply reply) throws Exception {
        var journal = EventJournal.open(StateDirectory.open(control.resolveSibling("kept")));
        return AdminServer.open(
                control,
                Optional.empty(),
                new AdminDesk(
                        request -> {
                            asked.add(request.act());
                            return reply;
                        },
                        journal,
                        () -> 1));
    }

    @Test
    void changesTheDaemonAndSaysWhatBecameOfIt() throws Exception {
        var asked = new ArrayList<AdminAct>();
        try (var admin = admin(state.resolve("control.sock"), asked, new AdminReply.Done("it is so"))) {
            assertEquals(new Outcome(0, "it is so\n", ""), run("rekey", "--state", state.toString()));
            assertEquals(new Outcome(0, "it is so\n", ""), run("reload", "--state", state.toString()));
            assertEquals(List.of(new AdminAct.RotateCookieKeys(), new AdminAct.ReloadConfiguration()), asked);
            assertEquals(state.resolve("admin.sock"), admin.path());
        }
    }

    @Test
    void aChangeThatWasNotMadeIsToldByTheExitCode() throws Exception {
        try (var admin = admin(state.resolve("control.sock"), new ArrayList<>(), new AdminReply.Refused("line 3"))) {
            assertEquals(
                    new Outcome(1, "", "timeball: refused: line 3\n"),
                    run(
                            "reload",
                            "--socket",
                            admin.path().resolveSibling("control.sock").toString()));
        }
        assertEquals(3, run("rekey", "--state", state.toString()).exitCode);
    }

    @Test
    void aLogThatIsNotAsItWasWrittenIsToldByTheExitCode() throws ControlSocketException {
        var altered = new EventReport(Example.EVENTS.events(), "line 17 was altered");
        try (var daemon = ControlServer.open(
                ControlServerSettings.ofUser(state.resolve(ControlSocketPath.FILE_NAME)),
                answers(Example.LOCKED, altered))) {
            var told = run("events", "--socket", daemon.path().toString());

            assertEquals(1, told.exitCode);
            assertTrue(told.out.endsWith("NOT AS IT WAS WRITTEN: line 17 was altered\n"), told.out);
        }
    }

    @Test
    void namesTheOneWhoBecameRoot() {
        assertEquals("pi", ChangeOptions.person(Map.of("SUDO_USER", "pi"), "root"));
        assertEquals("root", ChangeOptions.person(Map.of(), "root"));
        assertEquals("unknown", ChangeOptions.person(Map.of("SUDO_USER", "pi\nforged"), "root"));
    }

    static final List<String> COMMANDS =
            List.of("tracking", "sources", "serverstats", "clients", "status", "events", "history");

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void saysInOneLineThatNoDaemonAnswers(String command) {
        assertEquals(
                new Outcome(
                        3,
                        "",
                        "timeball: no daemon answers at " + state.resolve("control.sock")
                                + ": there is no such file; is the daemon running?"
                                + " --socket or --state names another place\n"),
                run(command, "--state", state.toString()));
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void aWordThatIsNotUnderstoodIsNoState(String command) {
        assertEquals(64, run(command, "--colour").exitCode);
        assertEquals(64, run(command, "-c", "--json").exitCode, "one format at a time");
        assertEquals(64, run(command, "--socket", "a", "--state", "b").exitCode, "one place at a time");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void helps(String command) {
        var help = run(command, "--help");

        assertEquals(0, help.exitCode);
        assertTrue(help.out.contains("--socket") && help.out.contains("3"), help.out);
    }

    @Test
    void cannotBeMadeToPaintTheTerminal() throws ControlSocketException {
        var sly = new Status(
                "\u001b]0;owned\u0007",
                0,
                0,
                ClockState.LOCKED,
                0,
                "",
                0,
                0,
                Example.TRACKING,
                List.of(),
                Example.LOCKED.receiver(),
                Example.LOCKED.pulses(),
                Example.SERVICE,
                Example.LOCKED.keyExchange(),
                Example.LOCKED.pools(),
                Example.LOCKED.corrections(),
                Example.LOCKED.errorSum(),
                Example.LOCKED.alarms());
        try (var daemon = daemon(sly)) {
            var outcome = run("status", "--socket", daemon.path().toString());

            assertTrue(outcome.out.contains("?]0;owned?"), outcome.out);
        }
    }
}
