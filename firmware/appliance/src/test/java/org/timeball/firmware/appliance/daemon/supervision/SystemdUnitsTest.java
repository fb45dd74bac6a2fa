package org.timeball.firmware.appliance.daemon.supervision;

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
import org.timeball.firmware.appliance.Timeball;

/** The units as systemd reads them, and the documentation's word on what they leave open. O6 of the test catalogue. */
class SystemdUnitsTest {

    private static final Path UNITS = Path.of("src", "main", "systemd").toAbsolutePath();
    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "systemd.md");

    private static final Pattern MARK = Pattern.compile("(?m)^✗ (\\S+) ");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemoryMax=([0-9]+)M$");
    private static final int SMALL_MACHINE_MEGABYTES = 600;
    private static final Pattern SCORE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @ParameterizedTest
    @ValueSource(strings = {"timeball.service 2.5", "timeball-web.service 1.5", "timeball-wait.service 1.0"})
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
                "security", "--offline=true", UNITS.resolve("timeball.service").toString());
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
                        UNITS.resolve("timeball.service").toString(),
                        UNITS.resolve("timeball-wait.service").toString(),
                        UNITS.resolve("timeball-web.service").toString())
                .lines()
                // A machine that builds need not have Java where Debian has it.
                .filter(line -> line.contains("timeball") && !line.contains("/usr/bin/java is not executable"))
                .toList();
        assertEquals(List.of(), complaints);
    }

    /** Both together leave a machine of 1 GB the larger part of it. */
    @Test
    void fitsASmallMachine() throws IOException {
        int megabytes = 0;
        for (String unit : List.of("timeball.service", "timeball-web.service")) {
            var limit = MEMORY.matcher(Files.readString(UNITS.resolve(unit)));
            assertTrue(limit.find(), unit);
            megabytes += Integer.parseInt(limit.group(1));
        }
        assertTrue(megabytes <= SMALL_MACHINE_MEGABYTES, megabytes + " MB");
    }

    @Test
    void startsWhatIsBuilt() throws IOException {
        for (String unit : List.of("timeball.service", "timeball-wait.service")) {
            assertTrue(Files.readString(UNITS.resolve(unit)).contains(" " + Timeball.class.getName() + " "), unit);
        }
    }

    /** Both halves of what docs/systemd.md says of reloading and of mistakes in the configuration. */
    @Test
    void reloadsByHangupAndDoesNotRepeatAMistake() throws IOException {
        var unit = Files.readString(UNITS.resolve("timeball.service")).lines().toList();
        assertTrue(unit.contains("ExecReload=/bin/kill -HUP $MAINPID"), unit::toString);
        assertTrue(unit.contains("RestartPreventExitStatus=78"), unit::toString);
        assertTrue(unit.contains("NotifyAccess=main"), unit::toString);
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
