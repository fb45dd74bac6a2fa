package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.supervision.FakeSystemd;

/** {@code timeball daemon} as systemd starts it, and as it hears of it. */
@Timeout(180)
class SystemdIT {

    @TempDir
    Path folder;

    @Test
    void hearsOfTheDaemonFromReadyToStopping() throws Exception {
        try (var systemd = new FakeSystemd(folder.resolve("notify").toString())) {
            var builder =
                    Launcher.builder(Launcher.command("daemon", configuration().toString()));
            builder.environment().putAll(systemd.environment(Duration.ofSeconds(8)));
            var process = builder.redirectErrorStream(true).start();
            var log = new Launcher.Collected(process.getInputStream());
            try {
                assertEquals("READY=1\nSTATUS=Starting: no word from the receiver yet", systemd.next());
                systemd.await(message -> message.endsWith("\nWATCHDOG=1"));
                systemd.await(message -> message.endsWith("\nWATCHDOG=1"));
                process.destroy();
                systemd.await("STOPPING=1"::equals);
                assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
            } catch (AssertionError wrong) {
                process.destroyForcibly();
                throw new AssertionError("it logged:\n" + log.text(), wrong);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** O2 of the test catalogue: what systemd does to a daemon that no longer says that it is well. */
    @Test
    void aDaemonThatHangsIsMissedAndStartedAnew() throws Exception {
        var watchdog = Duration.ofSeconds(2);
        try (var systemd = new FakeSystemd(folder.resolve("notify").toString())) {
            var builder =
                    Launcher.builder(Launcher.command("daemon", configuration().toString()));
            builder.environment().putAll(systemd.environment(watchdog));
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            var process = builder.start();
            try {
                systemd.await(message -> message.endsWith("\nWATCHDOG=1"));
                Launcher.run(10, List.of("kill", "-STOP", Long.toString(process.pid())));
                assertTrue(systemd.hearsNothingFor(watchdog), "a daemon that is stopped says nothing");
                process.destroyForcibly().waitFor();
                process = builder.start();
                systemd.await(message -> message.startsWith("READY=1\n"));
                systemd.await(message -> message.endsWith("\nWATCHDOG=1"));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** A daemon without a receiver answers that it knows no time: nothing is wrong with it. */
    private Path configuration() throws Exception {
        try (var free = new DatagramSocket()) {
            return Files.writeString(folder.resolve("timeball.toml"), """
                    schema = 1
                    state-directory = "state"
                    control-socket = "control.sock"

                    [receiver]
                    pulse = "none"

                    [[server]]
                    listen = "127.0.0.1:%d"
                    """.formatted(free.getLocalPort()));
        }
    }
}
