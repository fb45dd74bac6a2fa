package org.timeball.firmware.appliance.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.monitoring.AdminDesk;
import org.timeball.server.monitoring.AdminServer;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.EventJournal;
import org.timeball.server.state.StateDirectory;
import picocli.CommandLine;

/** The words of {@code timeball config}, against sockets that answer as a daemon does. */
class ConfigCommandTest {

    private static final ConfigurationReport REPORT = new ConfigurationReport(
            "/etc/timeball/timeball.toml",
            "schema = 1\n[ntp]\nburst = 10\n",
            List.of(),
            List.of("ntp.burst"),
            List.of("web"),
            List.of(new ConfigurationStep(
                    3,
                    1_795_400_000_000_000_000L,
                    "anna",
                    "192.0.2.7",
                    "changed",
                    List.of("-burst = 8", "+burst = 10"))));

    @TempDir
    Path folder;

    private final List<AdminAct> asked = new ArrayList<>();
    private ConfigurationReport report = REPORT;
    private AdminReply reply = new AdminReply.Done("changed: ntp.burst");
    private ControlServer control;
    private AdminServer admin;

    @BeforeEach
    void open() throws Exception {
        var socket = folder.resolve("control.sock");
        control = ControlServer.open(
                ControlServerSettings.ofUser(socket),
                request -> request instanceof ControlRequest.Configuration
                        ? new ControlReply.OfConfiguration(report)
                        : new ControlReply.Refused("not in this test"));
        var journal = EventJournal.open(StateDirectory.open(folder.resolve("state")));
        admin = AdminServer.open(
                socket,
                Optional.empty(),
                new AdminDesk(
                        request -> {
                            asked.add(request.act());
                            return reply;
                        },
                        journal,
                        () -> 1));
    }

    @AfterEach
    void close() {
        admin.close();
        control.close();
    }

    private record Outcome(int exitCode, String out, String err) {}

    private Outcome run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", folder.toString()));
        int exitCode = new CommandLine(new ConfigCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private String file(String text) throws Exception {
        return Files.writeString(folder.resolve("new.toml"), text).toString();
    }

    @Test
    void showsTheDifferenceAndWhatItWouldDo() throws Exception {
        String text = REPORT.text().replace("10", "8");
        assertEquals(
                new Outcome(
                        0, "@@ -1,3 +1,3 @@\n schema = 1\n [ntp]\n-burst = 10\n+burst = 8\nchanged: ntp.burst\n", ""),
                run("diff", file(text)));
        assertEquals(List.of(new ConfigurationAct.Check(text)), asked);
    }

    @Test
    void appliesToTheTextThatWasThere() throws Exception {
        assertEquals(new Outcome(0, "changed: ntp.burst\n", ""), run("apply", file("schema = 1\n")));
        assertEquals(List.of(new ConfigurationAct.Apply("schema = 1\n", REPORT.revision())), asked);
        reply = new AdminReply.Refused("a.toml:1:1: no; yes.");
        var refused = run("apply", file("schema = 2\n"));
        assertEquals(1, refused.exitCode);
        assertTrue(refused.err.contains("refused: a.toml:1:1: no; yes."), refused.err);
    }

    @Test
    void undoesTheLastChangeOrTheOneThatIsNamed() {
        assertEquals(0, run("undo").exitCode);
        assertEquals(0, run("undo", "2").exitCode);
        assertEquals(
                List.of(
                        new ConfigurationAct.Undo(3, REPORT.revision()),
                        new ConfigurationAct.Undo(2, REPORT.revision())),
                asked);
        report = ConfigurationReport.NONE;
        var none = run("undo");
        assertEquals(1, none.exitCode);
        assertTrue(none.err.contains("no change that can be undone"), none.err);
    }

    @Test
    void listsWhoChangedWhat() {
        assertEquals(new Outcome(0, """
                3  2026-11-23T02:13:20Z  anna from 192.0.2.7: changed
                   -burst = 8
                   +burst = 10

                in force after `timeball reload`: ntp.burst
                in force with the next start: web
                """, ""), run("history"));
        assertTrue(run("history", "--json").out.contains("\"number\" : 3"), run("history", "--json").out);
    }
}
