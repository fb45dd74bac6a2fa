package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private int ntpPort;

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

    /** {@code systemctl reload}: who is let in changes at once, an address with the next start, a mistake nothing. */
    @Test
    void readsItsConfigurationAgainWhenItIsToldTo() throws Exception {
        try (var systemd = new FakeSystemd(folder.resolve("notify").toString());
                var client = new DatagramSocket()) {
            var file = configuration();
            var text = Files.readString(file);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ntpPort));
            client.setSoTimeout(20_000);
            // Whoever runs this may have it ignored, as nohup does, and Java leaves such a signal alone.
            var command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
            command.addAll(Launcher.command("daemon", file.toString()));
            var builder = Launcher.builder(command);
            builder.environment().putAll(systemd.environment(Duration.ofSeconds(8)));
            var process = builder.redirectErrorStream(true).start();
            var log = new Launcher.Collected(process.getInputStream());
            try {
                systemd.await(message -> message.startsWith("READY=1\n"));
                assertEquals(4, modeOfTheAnswer(client));
                Files.writeString(
                        file,
                        text.replace("control.sock", "other.sock")
                                + "[ntp]\ndeny = [\"127.0.0.0/8\"]\ndeny-kiss = true\n");
                reload(systemd, process);
                assertEquals("DENY", kiss(client));
                awaitLogged(log, "event=reloaded", "changed=\"ntp.deny, ntp.deny-kiss\"");
                awaitLogged(log, "event=restart-needed", "settings=\"control-socket\"");

                Files.writeString(file, text + "[ntp]\nburts = 9\n");
                reload(systemd, process);
                awaitLogged(log, "event=reload-refused", "did you mean burst?");

                Files.writeString(file, text);
                reload(systemd, process);
                assertEquals(4, modeOfTheAnswer(client));
                assertTrue(process.isAlive(), "SIGHUP ends it no more");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The library of serial ports, once it is loaded, has the signal ignored until the next second. */
    private static void reload(FakeSystemd systemd, Process daemon) throws Exception {
        boolean isHeard = false;
        for (int i = 0; i < 10 && !isHeard; i++) {
            Launcher.run(10, List.of("kill", "-HUP", Long.toString(daemon.pid())));
            var message = systemd.await(text -> text.endsWith("WATCHDOG=1") || text.startsWith("RELOADING=1"));
            isHeard = message.matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
        }
        assertTrue(isHeard, "it says that it reads its configuration again");
        systemd.await(message -> message.startsWith("READY=1\n"));
    }

    private static void awaitLogged(Launcher.Collected log, String... words) throws InterruptedException {
        for (var line = log.awaitLine(30); ; line = log.awaitLine(30)) {
            assertFalse(line.isEmpty(), () -> "never logged: " + List.of(words));
            if (List.of(words).stream().allMatch(line::contains)) {
                return;
            }
        }
    }

    private static byte[] answer(DatagramSocket client) throws IOException {
        byte[] packet = new byte[48];
        packet[0] = 0x23;
        client.send(new DatagramPacket(packet, packet.length));
        client.receive(new DatagramPacket(packet, packet.length));
        return packet;
    }

    private static int modeOfTheAnswer(DatagramSocket client) throws IOException {
        return answer(client)[0] & 7;
    }

    private static String kiss(DatagramSocket client) throws IOException {
        return new String(answer(client), 12, 4, StandardCharsets.US_ASCII);
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
            ntpPort = free.getLocalPort();
            return Files.writeString(folder.resolve("timeball.toml"), """
                    schema = 1
                    warm-up-seconds = 0
                    state-directory = "state"
                    control-socket = "control.sock"

                    [receiver]
                    pulse = "none"

                    [[server]]
                    listen = "127.0.0.1:%d"
                    """.formatted(ntpPort));
        }
    }
}
