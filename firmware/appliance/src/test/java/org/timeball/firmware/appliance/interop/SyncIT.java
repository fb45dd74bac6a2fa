package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.timeball.firmware.appliance.daemon.supervision.FakeSystemd;
import org.timeball.refclock.linux.MaySteer;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.AskedServer;
import org.timeball.server.control.SyncStatus;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;

/** {@code timeball sync} against a running demo and a real chronyd; it steers nothing here. */
@Tag("alone")
@Isolated("its servers must agree within microseconds")
@Timeout(240)
class SyncIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final int LOOKS = 50;

    @TempDir
    static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        demo = RunningDemo.start(RunningDemo.Ports.free(folder.resolve("demo")));
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    /** A daemon of ours that runs in a folder of its own. */
    record Running(Process process, Path socket, Launcher.Collected errors) implements AutoCloseable {

        static Running start(Path home, String... lines) throws IOException {
            return start(Launcher.builder(command(home, lines)), home);
        }

        static Running start(ProcessBuilder builder, Path home) throws IOException {
            var process = builder.start();
            process.getOutputStream().close();
            return new Running(process, home.resolve("sync.sock"), new Launcher.Collected(process.getErrorStream()));
        }

        static List<String> command(Path home, String... lines) throws IOException {
            Files.createDirectories(home);
            var file = home.resolve("sync.toml");
            Files.writeString(
                    file,
                    "schema = 1\nstate-directory = \"state\"\ncontrol-socket = \"sync.sock\"\n"
                            + String.join("\n", lines) + "\n");
            return Launcher.command("sync", "--config", file.toString());
        }

        /** What it says once that is as wanted. */
        SyncStatus await(Predicate<SyncStatus> wanted) throws InterruptedException {
            return await(PATIENCE_SECONDS, wanted);
        }

        /** The same for what takes its time. */
        SyncStatus await(long seconds, Predicate<SyncStatus> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() - deadline < 0) {
                try (var client = ControlClient.open(socket)) {
                    var status = client.syncStatus();
                    if (wanted.test(status)) {
                        return status;
                    }
                } catch (ControlException notYet) {
                    // It is only starting.
                }
                // Asked from outside, as a person would: there is nothing to wait on.
                TimeUnit.MILLISECONDS.sleep(100);
            }
            throw new AssertionError("not within " + seconds + " s; it said:\n" + errors.soFar());
        }

        /** The demo's time is this machine's to some microseconds, of which its own bound speaks. */
        void assertServesWithinItsBound() throws ControlException {
            try (var client = ControlClient.open(socket)) {
                for (int look = 0; look < LOOKS; look++) {
                    long before = RawClock.nanos();
                    var status = client.syncStatus();
                    long after = RawClock.nanos();
                    long bound = Math.round(status.boundSeconds() * 1e9);
                    assertTrue(
                            before - bound <= status.utcNanos() && status.utcNanos() <= after + bound,
                            () -> "not between " + before + " and " + after + ": " + status);
                    assertIsHonest(status);
                }
            }
        }

        void endsWithinTwoSeconds() throws InterruptedException {
            long before = System.nanoTime();
            process.destroy();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it ends on SIGTERM");
            double seconds = (System.nanoTime() - before) * 1e-9;
            assertTrue(seconds < 2, () -> "it took %.1f s to end".formatted(seconds));
            assertEquals(143, process.exitValue());
            assertFalse(Files.exists(socket));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String[] proven() {
        return new String[] {
            "[[source]]",
            "host = \"localhost\"",
            "family = \"ipv4\"",
            "port = " + demo.ports().keyExchange(),
            "ca-path = \"" + demo.ca() + "\""
        };
    }

    private static String[] plain(int port) {
        return new String[] {"[[source]]", "host = \"127.0.0.1\"", "nts = false", "port = " + port};
    }

    static boolean isLocked(SyncStatus status) {
        return status.state().isSynchronised()
                && status.servers().stream().anyMatch(server -> server.answered() >= 4 && isRight(server));
    }

    private static boolean isRight(AskedServer server) {
        return !"x~?".contains(server.state());
    }

    /** Proof, status, memory, an end in order, and no second key exchange. */
    @Test
    void followsAServerWithProof() throws Exception {
        var home = folder.resolve("proven");
        try (var daemon = Running.start(home, proven())) {
            var status = daemon.await(SyncIT::isLocked);

            var server = status.servers().getFirst();
            assertEquals("*", server.state());
            assertEquals("NTS, AES-128-GCM-SIV", server.protection());
            assertEquals("PPS", server.refId());
            assertEquals(2, status.clock().stratum());
            assertFalse(status.isSteered());
            assertIsHonest(status);
            daemon.assertServesWithinItsBound();
            assertTrue(Files.exists(home.resolve("synchronized")));
            System.out.println("timeball sync with NTS: VmRSS " + residentKib(daemon.process.pid()) + " KiB");

            var shown = Launcher.timeball("status", "--socket", daemon.socket.toString());
            assertEquals(0, shown.exitCode(), shown::all);
            assertTrue(shown.output().contains("authenticated: yes, NTS, AES-128-GCM-SIV"), shown::all);
            var asked = Launcher.timeball("tracking", "--socket", daemon.socket.toString());
            assertEquals(3, asked.exitCode(), asked::all);
            assertTrue(asked.errors().contains("follows other servers and serves nobody"), asked::all);

            daemon.endsWithinTwoSeconds();
        }
        assertTrue(Files.exists(home.resolve("state/time")));
        var cookies = home.resolve("state/cookies-localhost:" + demo.ports().keyExchange());
        assertTrue(Files.exists(cookies));
        long exchanges = keyExchanges();
        try (var daemon = Running.start(home, proven())) {
            daemon.await(status -> status.servers().stream().anyMatch(server -> server.answered() > 0));
            daemon.endsWithinTwoSeconds();
        }
        assertEquals(exchanges, keyExchanges(), "kept cookies made it needless");
    }

    /** What it believes of this machine's clock lies where the truth can be: that is twice the bound wide. */
    private static void assertIsHonest(SyncStatus status) {
        assertTrue(Math.abs(status.clock().systemTimeSeconds()) <= 2 * status.boundSeconds(), status::toString);
    }

    private static long keyExchanges() throws ControlException {
        try (var client = ControlClient.open(demo.controlSocket())) {
            return client.status().keyExchange().completed();
        }
    }

    private static long residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsSystemdOfItsLife() throws Exception {
        var home = folder.resolve("systemd");
        try (var systemd = new FakeSystemd("@timeball-sync-test-" + System.nanoTime())) {
            var builder =
                    Launcher.builder(Running.command(home, plain(demo.ports().ntp())));
            builder.environment().putAll(systemd.environment(Duration.ofSeconds(4)));
            try (var daemon = Running.start(builder, home)) {
                assertTrue(systemd.next().startsWith("READY=1\nSTATUS="));
                systemd.await(message -> message.contains("STATUS=Locked: follows 127.0.0.1"));
                systemd.await(message -> message.contains("WATCHDOG=1"));
                daemon.endsWithinTwoSeconds();
                systemd.await(message -> message.equals("STOPPING=1"));
            }
        }
    }

    /** Though whoever started it ignores hangups, as nohup does. */
    @Test
    void asksOthersAfterAHangup() throws Exception {
        var home = folder.resolve("hangup");
        var command = new ArrayList<>(List.of("env", "--ignore-signal=HUP"));
        try (var silent = new DatagramSocket()) {
            command.addAll(Running.command(home, plain(silent.getLocalPort())));
            asksOthersAfterAHangup(Running.start(Launcher.builder(command), home), home);
        }
    }

    private static void asksOthersAfterAHangup(Running started, Path home) throws Exception {
        try (var daemon = started) {
            daemon.await(status -> status.servers().stream()
                    .anyMatch(server -> !server.trouble().isEmpty()));
            Running.command(home, plain(demo.ports().ntp()));
            Launcher.run(10, List.of("kill", "-HUP", Long.toString(daemon.process.pid())));
            var status = daemon.await(SyncIT::isLocked);
            assertEquals(1, status.servers().size());
            Files.writeString(home.resolve("sync.toml"), "schema = 2\n");
            Launcher.run(10, List.of("kill", "-HUP", Long.toString(daemon.process.pid())));
            while (!daemon.errors.soFar().contains("event=reload-refused")) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertTrue(isLocked(daemon.await(SyncIT::isLocked)), "a file that is wrong changes nothing");
        }
    }

    /** Two that agree, one of another make, and a third that nobody has heard. */
    @Test
    void followsSeveralThatAgree() throws Exception {
        var home = folder.resolve("several");
        try (var chronyd = LocalChronyd.start(folder.resolve("chronyd"));
                var silent = new DatagramSocket();
                var daemon = Running.start(
                        home,
                        "minimum-agreeing-sources = 2",
                        String.join("\n", plain(demo.ports().ntp())),
                        String.join("\n", plain(silent.getLocalPort())),
                        "[[source]]",
                        "host = \"localhost\"",
                        "family = \"ipv4\"",
                        "port = " + chronyd.keyExchangePort(),
                        "aead = [15]",
                        "ca-path = \"" + chronyd.ca() + "\"")) {
            // On a busy machine the two contradict each other now and then, for a demo's own bound is some
            // microseconds.
            var status = daemon.await(now -> isLocked(now)
                    && now.servers().get(2).answered() >= 4
                    && isRight(now.servers().get(0))
                    && isRight(now.servers().get(2)));
            assertEquals("NTS, AES-SIV-CMAC-256", status.servers().get(2).protection());
            assertEquals(3, status.servers().get(2).stratum());
            assertEquals("?", status.servers().get(1).state());
            daemon.endsWithinTwoSeconds();
        }
    }

    @Test
    void refusesToSteerWhereItMayNot() throws Exception {
        try {
            MaySteer.granted();
            Assumptions.abort("skipped: this machine's clock may be steered");
        } catch (DeviceException refused) {
            // As it should be on a machine that tests.
        }
        var finished =
                Launcher.run(60, Running.command(folder.resolve("steer"), "steer = true", String.join("\n", proven())));
        assertEquals(77, finished.exitCode(), finished::all);
        assertTrue(finished.errors().contains("/etc/timeball/may-steer is not there"), finished::all);
    }

    @Test
    void aMistakeInTheConfigurationHasAnExitCodeOfItsOwn() throws Exception {
        var finished = Launcher.run(60, Running.command(folder.resolve("mistake"), "steer = maybe"));
        assertEquals(78, finished.exitCode(), finished::all);
        assertTrue(finished.errors().contains("sync.toml:4:9"), finished::all);
    }
}
