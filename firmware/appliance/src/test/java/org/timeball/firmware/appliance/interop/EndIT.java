package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends by a signal, at any moment. */
@Isolated("a start or an end beside others takes longer than its own")
class EndIT {

    @TempDir
    Path folder;

    @Test
    void endsWithinTwoSecondsAndLeavesNothingBehind() throws IOException, InterruptedException {
        var demo = RunningDemo.start(RunningDemo.Ports.free(folder));
        demo.endsWithinTwoSeconds();
        assertEquals(
                3, Launcher.timeball("status", "--state", folder.toString()).exitCode());
    }

    /** A signal may come at any moment of the start, and finds something half open. */
    @ParameterizedTest
    @ValueSource(ints = {300, 900, 1_500, 2_100, 3_000})
    void endsAsCleanlyWhileItStarts(int millis) throws IOException, InterruptedException {
        var command =
                Launcher.command(RunningDemo.Ports.free(folder).arguments().toArray(String[]::new));
        var process = Launcher.builder(command).redirectErrorStream(true).start();
        var said = new Launcher.Collected(process.getInputStream());
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        assertTrue(process.waitFor(2, TimeUnit.SECONDS), "the demo ends on SIGTERM within two seconds");
        for (var handle : all) {
            assertFalse(handle.isAlive(), () -> "left behind: " + handle.info());
        }
        var text = said.text();
        assertFalse(text.contains("\tat "), text);
    }
}
