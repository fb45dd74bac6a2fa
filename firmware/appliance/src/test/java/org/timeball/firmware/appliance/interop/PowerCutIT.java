package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An end by force, and what is still good after a new start. */
class PowerCutIT {

    @TempDir
    Path folder;

    @Test
    void cookiesOutliveAPowerCut() throws IOException, InterruptedException {
        var dump = Files.createDirectory(folder.resolve("dump"));
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("rwxrwxrwx"));
        var ports = RunningDemo.Ports.free(folder);
        var first = RunningDemo.start(ports);
        try {
            assertEquals(0, Chronyd.offsetSeconds(ask(first, dump)), 1e-3);
        } finally {
            first.kill();
        }
        try (var second = RunningDemo.start(ports)) {
            assertEquals(0, Chronyd.offsetSeconds(ask(second, dump)), 1e-3);
            var stats = Launcher.timeball("serverstats", "--state", folder.toString())
                    .output();
            assertTrue(
                    stats.contains("NTS-KE connections accepted: 0"), () -> "a new key exchange was needed:\n" + stats);
        }
    }

    /** With a folder in which chronyd keeps its cookies from one run to the next. */
    private static Launcher.Finished ask(RunningDemo demo, Path dump) throws IOException, InterruptedException {
        return Chronyd.ask(
                15,
                Chronyd.nts(demo.ports().ntp(), demo.ports().keyExchange()),
                "ntstrustedcerts " + demo.ca(),
                "ntsdumpdir " + dump);
    }
}
