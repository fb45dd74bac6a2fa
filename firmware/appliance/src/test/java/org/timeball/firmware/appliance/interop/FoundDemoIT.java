package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds the demo that was started last without being told where it is. */
class FoundDemoIT {

    @TempDir
    Path folder;

    private int statusOf(String... where) throws IOException, InterruptedException {
        var words = new String[where.length + 1];
        words[0] = "status";
        System.arraycopy(where, 0, words, 1, where.length);
        return Launcher.run(60, Launcher.builder(folder, Launcher.command(words)))
                .exitCode();
    }

    /** The last is in a folder too deep for a socket's path: the link in it is followed. */
    @Test
    void isTheLastThatIsStillThere() throws IOException, InterruptedException {
        var first = RunningDemo.Ports.free(Files.createDirectory(folder.resolve("first")));
        var deep = RunningDemo.Ports.free(folder.resolve("deep-" + "x".repeat(120)));
        try (var _ = RunningDemo.startKnownIn(folder, first)) {
            assertEquals(0, statusOf());
            try (var _ = RunningDemo.startKnownIn(folder, deep)) {
                assertEquals(0, statusOf("--state", deep.state().toString()));
            }
            assertEquals(0, statusOf(), "the first demo is found again when the last is gone");
        }
        assertEquals(3, statusOf(), "nobody is there any more");
    }
}
