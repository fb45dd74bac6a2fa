package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.demo.SimulatedBoard;
import org.timeball.firmware.appliance.interop.Launcher;

/**
 * O7 of the test catalogue: the daemon under the system calls that its unit leaves it. systemd says which they are; strace
 * refuses every other one as the unit's filter does, by EPERM, and writes down what it refused.
 */
@Timeout(300)
class SystemCallFilterIT {

    private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\(");

    @TempDir
    Path folder;

    @Test
    void theFilterOfTheUnitLeavesTheDaemonWhatItNeeds() throws Exception {
        Launcher.require("strace");
        Launcher.require("systemd-analyze");
        var board = Board.in(folder);
        var command = filter();
        command.addAll(board.command(SimulatedBoard.class, UnitFile.daemon().jvmOptions()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(board.log().toFile())
                .start();
        try {
            var peer = board.exchangeKeys();
            board.awaitServed(peer);
            board.awaitStatus("locked", status -> status.state().isSynchronised());
            assertTrue(Question.put("127.0.0.1", board.ntpPort()).isPresent(), board::logged);
            process.descendants().findFirst().orElseThrow().destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), board::logged);
            assertEquals(143, process.exitValue(), board::logged);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        assertEquals(Set.of(), refused(), board::logged);
    }

    /** That what it refuses is refused and written down, or the test above would show nothing. */
    @Test
    void theFilterRefusesAndTells() throws Exception {
        Launcher.require("strace");
        Launcher.require("systemd-analyze");
        var command = filter();
        command.addAll(List.of("nice", "-n", "1", "true"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), said);
        assertTrue(said.contains("Operation not permitted"), said);
        assertEquals(Set.of("setpriority"), refused());
    }

    /** What stands before a command to run it behind the filter. */
    private List<String> filter() throws IOException, InterruptedException {
        var others = '!'
                + String.join(",", allowed().stream().map(name -> '?' + name).toList());
        var log = folder.resolve("refused").toString();
        var command = new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf", "-o", log));
        command.addAll(List.of("-e", "trace=" + others, "-e", "inject=" + others + ":error=EPERM"));
        return command;
    }

    private Set<String> refused() throws IOException {
        var names = new TreeSet<String>();
        for (String line : Files.readAllLines(folder.resolve("refused"))) {
            var call = CALL.matcher(line);
            if (call.find()) {
                names.add(call.group(1));
            }
        }
        return names;
    }

    /** The lines SystemCallFilter= in their order: a set is added, or with a tilde taken away. */
    private static Set<String> allowed() throws IOException, InterruptedException {
        var allowed = new LinkedHashSet<String>();
        for (String value : UnitFile.daemon().values("SystemCallFilter")) {
            boolean isTakenAway = value.startsWith("~");
            for (String name : (isTakenAway ? value.substring(1) : value).split(" ")) {
                var calls = name.startsWith("@") ? members(name) : Set.of(name);
                boolean _ = isTakenAway ? allowed.removeAll(calls) : allowed.addAll(calls);
            }
        }
        assertTrue(allowed.size() > 200, allowed::toString);
        return allowed;
    }

    /** The calls of a set, and those of the sets in it. */
    private static Set<String> members(String set) throws IOException, InterruptedException {
        var process = new ProcessBuilder("systemd-analyze", "syscall-filter", set).start();
        var text = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), set);
        var members = new LinkedHashSet<String>();
        for (String line : text.lines().skip(1).map(String::strip).toList()) {
            if (line.startsWith("@")) {
                members.addAll(members(line));
            } else if (!line.startsWith("#")) {
                members.add(line);
            }
        }
        return members;
    }
}
