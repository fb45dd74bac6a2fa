package org.timeball.firmware.sync.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units as systemd reads them, and the documentation's word on what they leave open. */
class SyncUnitsTest {

    private static final Path UNITS = Path.of("src", "main", "systemd").toAbsolutePath();
    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "sync.md");

    private static final Pattern MARK = Pattern.compile("(?m)^✗ (\\S+) ");
    private static final Pattern SCORE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @ParameterizedTest
    @ValueSource(strings = {"timeball-sync.service 1.9", "timeball-sync-wait.service 0.6"})
    void exposesNoMoreThanItMust(String row) throws IOException, InterruptedException {
        var words = row.split(" ");
        var report =
                analyze("security", "--offline=true", UNITS.resolve(words[0]).toString());
        var score = SCORE.matcher(report);
        assertTrue(score.find(), report);
        assertTrue(Double.parseDouble(score.group(1)) <= Double.parseDouble(words[1]), report);
    }

    @Test
    void everyMarkOfTheDaemonIsExplained() throws IOException, InterruptedException {
        var report = analyze(
                "security",
                "--offline=true",
                UNITS.resolve("timeball-sync.service").toString());
        var marks = MARK.matcher(report).results().map(found -> found.group(1)).toList();
        assertTrue(marks.contains("ProtectClock="), report);
        var table = Files.readString(DOCUMENTATION).replace("\\|", "|");
        var unexplained = marks.stream()
                .filter(mark -> !table.contains("| `" + mark + "` |"))
                .toList();
        assertEquals(List.of(), unexplained);
    }

    @Test
    void systemdFindsNothingToComplainOf() throws IOException, InterruptedException {
        var complaints = analyze(
                        "verify",
                        UNITS.resolve("timeball-sync.service").toString(),
                        UNITS.resolve("timeball-sync-wait.service").toString())
                .lines()
                // A machine that builds need not have Java where Debian has it.
                .filter(line -> line.contains("timeball") && !line.contains("/usr/bin/java is not executable"))
                .toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void startsWhatIsBuiltAndDoesNotRepeatAMistake() throws IOException {
        var unit = Files.readString(UNITS.resolve("timeball-sync.service"));
        assertTrue(unit.contains(" " + SyncMain.class.getName() + " " + SyncProgram.DEFAULT_FILE), unit);
        var lines = unit.lines().toList();
        assertTrue(lines.contains("ExecReload=/bin/kill -HUP $MAINPID"), unit);
        assertTrue(lines.contains("RestartPreventExitStatus=77 78"), unit);
        assertTrue(lines.contains("StateDirectory=" + SyncConfig.DEFAULT_STATE_DIRECTORY.getFileName()), unit);
        var runtime = SyncConfig.DEFAULT_CONTROL_SOCKET.getParent();
        assertEquals(Path.of("/run/timeball"), runtime);
        assertTrue(lines.contains("RuntimeDirectory=timeball"), unit);
        var wait = Files.readString(UNITS.resolve("timeball-sync-wait.service"));
        assertTrue(wait.contains("[ -e /run/timeball/" + SynchronisedMark.NAME + " ]"), wait);
    }

    /** Two on one clock would fight over it. */
    @ParameterizedTest
    @ValueSource(strings = {"systemd-timesyncd", "chrony", "chronyd", "ntpsec", "ntpd-rs", "timeball"})
    void endsWhateverElseWouldSetTheClock(String other) throws IOException {
        var conflicts = Files.readString(UNITS.resolve("timeball-sync.service"))
                .lines()
                .filter(line -> line.startsWith("Conflicts="))
                .findFirst()
                .orElseThrow();
        assertTrue(
                List.of(conflicts.substring("Conflicts=".length()).split(" ")).contains(other + ".service"), conflicts);
    }

    private static String analyze(String... words) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "systemd-analyze"))),
                "skipped: systemd-analyze is not installed");
        var command = new ArrayList<>(List.of("systemd-analyze", "--no-pager"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "systemd-analyze ends");
        return said;
    }
}
