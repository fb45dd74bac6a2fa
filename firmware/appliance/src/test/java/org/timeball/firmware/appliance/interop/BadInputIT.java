package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The operator's mistakes: one clear line, what to do, and nothing half-started. O11 of the test catalogue. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {

    @TempDir
    Path folder;

    @Test
    void aRecordingThatIsNotThere() throws IOException, InterruptedException {
        refuses(demo("--recording", "nowhere.log"), "nowhere.log");
    }

    @Test
    void aRecordingWithoutATime() throws IOException, InterruptedException {
        var empty = Files.writeString(folder.resolve("noise.log"), "# a header\nnothing a receiver says\n");
        refuses(demo("--recording", empty.toString()), "noise.log");
    }

    @Test
    void aKeyExchangePortInUse() throws IOException, InterruptedException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var taken = new ServerSocket(0, 1, loopback)) {
            refuses(demo("--ke-port", Integer.toString(taken.getLocalPort())), ":" + taken.getLocalPort());
        }
    }

    @Test
    void anNtpPortInUse() throws IOException, InterruptedException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var taken = new java.net.DatagramSocket(new InetSocketAddress(loopback, 0))) {
            refuses(demo("--ntp-port", Integer.toString(taken.getLocalPort())), ":" + taken.getLocalPort());
        }
    }

    @Test
    void aWebPortInUse() throws IOException, InterruptedException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var taken = new ServerSocket(0, 1, loopback)) {
            refuses(demo("--web-port", Integer.toString(taken.getLocalPort())), ":" + taken.getLocalPort());
        }
    }

    @Test
    void aPortOrALimitThatCannotBe() throws IOException, InterruptedException {
        refuses(demo("--ntp-port", "70000"), "--ntp-port is 1 to 65535");
        refuses(demo("--web-port", "0"), "--web-port is 1 to 65535");
        refuses(demo("--holdover-limit", "NaN"), "--holdover-limit is 0.000001 to 1");
        refuses(demo("--recording", "/dev/zero"), "/dev/zero: is no file");
    }

    @Test
    void aFolderThatAnotherDemoUses() throws IOException, InterruptedException {
        var ports = RunningDemo.Ports.free(folder.resolve("state"));
        try (var _ = RunningDemo.start(ports)) {
            var before = Files.readString(ports.state().resolve("timeball.toml"));
            refuses(demo(), "another demo uses");
            assertEquals(before, Files.readString(ports.state().resolve("timeball.toml")));
        }
    }

    @Test
    void aKeyThatDoesNotExistInTheConfiguration() throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                state-directory = "%s"

                [clock]
                stear = false
                """.formatted(folder));
        for (String command : List.of("validate", "daemon")) {
            var finished = Launcher.timeball(command, file.toString());
            assertEquals(78, finished.exitCode(), "EX_CONFIG, after which systemd does not start it again");
            assertTrue(finished.errors().contains("timeball.toml:5:1: "), finished::all);
            assertTrue(finished.errors().contains("steer"), finished::all);
            assertFalse(finished.all().contains("\tat "), finished::all);
        }
    }

    @Test
    void anUnreadableCertificate() throws IOException, InterruptedException {
        var chain = Files.writeString(folder.resolve("chain.pem"), "this is not a certificate\n");
        var file = Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                state-directory = "%1$s"
                control-socket = "%1$s/control.sock"

                [receiver]
                port = "/dev/null"

                [[server]]
                listen = "127.0.0.1:0"

                [[nts-ke-server]]
                listen = "127.0.0.1:%2$d"
                certificate-chain-path = "%3$s"
                private-key-path = "%3$s"
                """.formatted(
                        folder, RunningDemo.Ports.free(folder).keyExchange(), chain));
        refuses(Launcher.timeball("daemon", file.toString()), "chain.pem");
    }

    @Test
    void noGpio() throws IOException, InterruptedException {
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/gpiochip0")), "skipped: this machine has GPIO");
        var finished = Launcher.timeball("gpio");
        assertEquals(1, finished.exitCode(), finished::all);
        assertEquals(1, finished.all().lines().count(), finished::all);
        assertTrue(finished.errors().startsWith("timeball: there is no GPIO here"), finished::all);
    }

    @Test
    void noDaemon() throws IOException, InterruptedException {
        for (String command : List.of("status", "tracking", "sources", "serverstats")) {
            var finished = Launcher.timeball(command, "--state", folder.toString());
            assertEquals(3, finished.exitCode(), finished::all);
            assertEquals(1, finished.errors().lines().count(), finished::all);
        }
    }

    private Launcher.Finished demo(String... options) throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(RunningDemo.Ports.free(folder.resolve("state")).arguments());
        arguments.addAll(List.of(options));
        return Launcher.timeball(arguments.toArray(String[]::new));
    }

    private static void refuses(Launcher.Finished finished, String naming) {
        assertNotEquals(0, finished.exitCode());
        assertFalse(finished.output().contains("ready"), finished::all);
        assertTrue(finished.errors().contains(naming), finished::all);
        assertTrue(finished.errors().lines().count() == 1, finished::all);
        assertFalse(finished.all().contains("\tat "), finished::all);
    }
}
