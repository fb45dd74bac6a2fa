package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/** O1 and K22 of the test catalogue: killed in the middle of a rotation, again and again. */
@Timeout(600)
class KilledRotationIT {

    private static final int KILLS = 20;
    private static final long BEGIN = 1_795_400_000L;

    @TempDir
    Path folder;

    /** A cookie, and when it was given. */
    private record Given(long second, byte[] cookie) {
        static Given parse(String line) {
            var words = line.split(" ");
            return new Given(Long.parseLong(words[0]), HexFormat.of().parseHex(words[1]));
        }
    }

    @Test
    void keepsEveryCookieThatIsNotTooOld() throws IOException, InterruptedException, StateException {
        var random = new Random(20_261_126);
        long second = BEGIN;
        for (int kill = 0; kill < KILLS; kill++) {
            var given = lifeUntilKilled(second, 1 + random.nextInt(60), random.nextInt(20_000_000));
            long last = given.getLast().second;
            // A restart of the daemon: the ring as found, then, once the clock is vouched for, the rotations due.
            var stored = StateDirectory.open(folder).durableFile("cookie-keys").read();
            assertFalse(stored instanceof Stored.Damaged, () -> "after a kill: " + stored);
            var keys = RotatingKeys.open(folder, last);
            keys.rotateIfDue(last);
            for (var one : given) {
                // One rotation less than are kept: the next one may have been saved before its cookie was told.
                if (last - one.second < (long) RotatingKeys.STALE_KEYS * RotatingKeys.INTERVAL_SECONDS) {
                    assertTrue(
                            keys.jar().open(one.cookie).isPresent(),
                            "kill " + kill + ": a cookie given " + (last - one.second) + " s before the kill");
                }
            }
            second = last + RotatingKeys.INTERVAL_SECONDS;
        }
    }

    /** The cookies that a process gave before it was killed, some rotations and a moment into its life. */
    private List<Given> lifeUntilKilled(long second, int rotations, int nanos)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-DTIMEBALL_LOG=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RotatingKeys.class.getName(),
                        folder.toString(),
                        Long.toString(second))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var given = new ArrayList<Given>();
        try (var lines = new BufferedReader(
                new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < rotations; i++) {
                given.add(Given.parse(lines.readLine()));
            }
            long sinceNanos = System.nanoTime();
            while (System.nanoTime() - sinceNanos < nanos) {
                Thread.onSpinWait();
            }
            // By its handle, for the process itself would close the pipe.
            process.toHandle().destroyForcibly();
            // What it had said by then, but for a line that the kill cut off.
            var rest = new ArrayList<>(lines.lines().toList());
            rest.stream()
                    .filter(line -> line.matches("\\d+ (?:[0-9a-f]{2})+"))
                    .map(Given::parse)
                    .forEach(given::add);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return given.stream()
                .filter(one -> one.cookie.length == given.getFirst().cookie.length)
                .toList();
    }
}
