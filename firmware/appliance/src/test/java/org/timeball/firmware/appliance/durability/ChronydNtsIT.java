package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** E16 of the test catalogue: Debian's chronyd lives on our cookies, poll after poll, and never misses one. */
@Timeout(300)
class ChronydNtsIT {

    private static final int POLLS = 40;

    @TempDir
    Path folder;

    @Test
    void takesEveryReplyForAuthenticAndKeepsEightCookies() throws Exception {
        var isThere =
                Files.isExecutable(Path.of("/usr/sbin/chronyd")) && Files.isExecutable(Path.of("/usr/bin/chronyc"));
        Assumptions.assumeTrue(isThere, "skipped: chronyd is not installed");
        var board = Board.in(folder);
        var daemon = board.start();
        var chronyd = start(board);
        try {
            board.await("chronyd has polled", () -> count(chronyc("ntpdata"), "Total RX") >= POLLS);
            var told = chronyc("ntpdata");
            assertTrue(told.contains("Authenticated   : Yes"), told);
            assertEquals(count(told, "Total RX"), count(told, "Total valid RX"), told);
            // Name, mode, key id, type, key length, last, attempts, NAKs, cookies, their length.
            var authentication = chronyc("-c", "authdata").strip().split(",");
            assertEquals("NTS", authentication[1]);
            assertEquals("0", authentication[7], "NAKs");
            assertEquals("8", authentication[8], "cookies");
        } finally {
            chronyd.destroy();
            chronyd.waitFor();
            daemon.destroyForcibly().waitFor();
        }
    }

    /** By {@code -x} it cannot touch the clock. */
    private Process start(Board board) throws Exception {
        Files.write(folder.resolve("ca.pem"), board.authority());
        // It opens its socket only in a folder that nobody else can enter.
        Files.createDirectory(
                folder.resolve("chronyd"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var file = Files.writeString(folder.resolve("chrony.conf"), """
                server localhost port %d iburst minpoll -3 maxpoll -3 nts ntsport %d
                ntstrustedcerts %s
                bindcmdaddress %s
                cmdport 0
                pidfile %s
                """.formatted(
                        board.ntpPort(),
                        board.keyExchangePort(),
                        folder.resolve("ca.pem"),
                        socket(),
                        folder.resolve("chronyd.pid")));
        board.exchangeKeys();
        return new ProcessBuilder(
                        "/usr/sbin/chronyd",
                        "-4",
                        "-x",
                        "-U",
                        "-u",
                        System.getProperty("user.name"),
                        "-d",
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chronyd.log").toFile())
                .start();
    }

    private Path socket() {
        return folder.resolve("chronyd").resolve("socket");
    }

    private String chronyc(String... words) {
        var command = new ArrayList<>(List.of("/usr/bin/chronyc", "-h", socket().toString()));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static int count(String told, String what) {
        var found = Pattern.compile("(?m)^" + what + " +: (\\d+)").matcher(told);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
