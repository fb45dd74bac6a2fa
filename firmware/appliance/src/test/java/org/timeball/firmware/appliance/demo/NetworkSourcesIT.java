package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseSource;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.control.Source;
import org.timeball.server.control.Status;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.TimeballConfig;

/** The whole daemon with Debian's chronyd as a source, which by {@code -x} cannot touch the clock, on loopback. */
@Timeout(300)
class NetworkSourcesIT {

    private static final Path CHRONYD = Path.of("/usr/sbin/chronyd");
    private static final int CHRONYDS_STRATUM = 3;
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private Process chronyd;
    private int chronydsNtpPort;
    private int chronydsKeyExchangePort;
    private int ourPort;

    @BeforeEach
    void startChronyd() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(CHRONYD), "skipped: chronyd is not installed");
        try (var one = new DatagramSocket();
                var two = new DatagramSocket();
                var three = new ServerSocket(0)) {
            chronydsNtpPort = one.getLocalPort();
            ourPort = two.getLocalPort();
            chronydsKeyExchangePort = three.getLocalPort();
        }
        var names = new ServerNames(List.of("localhost"), List.of(InetAddress.ofLiteral("127.0.0.1")));
        var authority = OwnCertificateAuthority.create("Timeball test", NameConstraints.NONE, Instant.now());
        var secrets = StateDirectory.open(folder.resolve("chronyd"));
        PemCertificates.save(secrets, "chain.pem", "key.pem", authority.issue(names, Instant.now()));
        Files.write(folder.resolve("ca.pem"), authority.pem());
        var file = Files.writeString(folder.resolve("chrony.conf"), """
                local stratum %d
                allow 127.0.0.0/8
                bindaddress 127.0.0.1
                port %d
                cmdport 0
                bindcmdaddress /
                pidfile %3$s/chronyd.pid
                ntsport %4$d
                ntsservercert %3$s/chronyd/chain.pem
                ntsserverkey %3$s/chronyd/key.pem
                """.formatted(
                        CHRONYDS_STRATUM, chronydsNtpPort, folder, chronydsKeyExchangePort));
        chronyd = new ProcessBuilder(
                        CHRONYD.toString(),
                        "-d",
                        "-x",
                        "-U",
                        "-u",
                        System.getProperty("user.name"),
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chronyd.log").toFile())
                .start();
    }

    @AfterEach
    void stopChronyd() throws Exception {
        if (chronyd != null) {
            chronyd.destroy();
            chronyd.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private TimeballConfig configuration(String more) throws Exception {
        return ConfigReader.parse(
                folder.resolve("timeball.toml").toString(), """
                schema = 1
                warm-up-seconds = 0
                state-directory = "state"
                control-socket = "control.sock"

                [[server]]
                listen = "127.0.0.1:%d"

                [leap]
                cold-start-seconds = 0

                [[source]]
                host = "localhost"
                family = "ipv4"
                port = %d
                ca-path = "ca.pem"

                """.formatted(ourPort, chronydsKeyExchangePort) + more);
    }

    private static Daemon start(TimeballConfig configuration, Hardware hardware) throws Exception {
        var identities = new Identities(List.of(), List.of());
        return Daemon.start("timeball test", configuration, identities, hardware, new TimeFloor(0, true));
    }

    private static void await(Daemon daemon, String what, Predicate<Status> wanted) {
        long since = System.nanoTime();
        while (!wanted.test(daemon.status())) {
            long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
            assertTrue(waited < PATIENCE_SECONDS, () -> "not " + what + " in time; last: " + daemon.status());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static boolean isServedAt(Status status, int stratum) {
        return status.state().isSynchronised() && status.tracking().stratum() == stratum;
    }

    /** With room below the limit. */
    private static boolean isWellLocked(Status status) {
        return isServedAt(status, 1) && status.boundSeconds() < 30e-6;
    }

    private static Source row(Status status, String mode) {
        return status.sources().stream()
                .filter(source -> source.mode().equals(mode))
                .findFirst()
                .orElseThrow();
    }

    /** What a client is told by us. */
    private void assertServes(int stratum) throws Exception {
        var settings = ClientSettings.plain("127.0.0.1").withPort(ourPort).withPatience(Duration.ofSeconds(2), 3);
        try (var client = new BlockingClient(settings)) {
            var measured = client.query();
            assertEquals(stratum, measured.stratum());
            assertEquals(0, measured.offsetSeconds(), measured.boundSeconds());
        }
    }

    @Test
    void withoutAReceiverItServesByTheNetwork() throws Exception {
        var configuration = configuration("""
                [[source]]
                host = "127.0.0.1"
                port = %d
                nts = false

                [sources]
                minimum-agreeing-sources = 2

                [receiver]
                use = false
                """.formatted(chronydsNtpPort));
        try (var daemon = start(configuration, Hardware.of(configuration))) {
            await(daemon, "served by chronyd", status -> isServedAt(status, CHRONYDS_STRATUM + 1));
            assertServes(CHRONYDS_STRATUM + 1);
            var status = daemon.status();
            assertEquals(ClockState.LOCKED, status.state(), status::toString);
            assertEquals(2, status.sources().size());
            assertTrue(status.sources().stream().allMatch(source -> "^".equals(source.mode())), status::toString);
            assertTrue(status.sources().stream().anyMatch(source -> "*".equals(source.state())), status::toString);
            assertTrue(row(status, "^").reason().contains("; NTS, AES-"), status::toString);
            assertEquals(List.of(), status.alarms());
            assertEquals("none", status.receiver().port());
            assertFalse(status.reason().contains("receiver"), status::reason);
            long raw = RawClock.nanos();
            double error = (daemon.snapshot().utcNanos(raw) - raw) * 1e-9;
            assertEquals(0, error, daemon.snapshot().boundSeconds(raw));
        }
        assertTrue(Files.size(folder.resolve("state/cookies-localhost:" + chronydsKeyExchangePort)) > 0);
    }

    /** A receiver that falls silent and speaks again. */
    @Test
    void theNetworkHasTheClockWhileTheReceiverIsSilent() throws Exception {
        try (var line = PseudoTerminal.open()) {
            var configuration = configuration("""
                    [clock]
                    holdover-limit-seconds = 0.00005

                    [receiver]
                    port = "%s"
                    baud = 115200
                    set-up = false
                    """.formatted(line.slavePath()));
            var receiver = new Receiver(line);
            var hardware = Hardware.withPulses(configuration, receiver, TemperatureSensors.find(folder));
            try (var daemon = start(configuration, hardware)) {
                await(daemon, "served by chronyd", status -> isServedAt(status, CHRONYDS_STRATUM + 1));
                receiver.speak();
                await(daemon, "locked to the pulses", NetworkSourcesIT::isWellLocked);
                assertServes(1);
                assertEquals("*", row(daemon.status(), "#").state());
                assertEquals("-", row(daemon.status(), "^").state());
                receiver.fallSilent();
                await(daemon, "served by chronyd again", status -> isServedAt(status, CHRONYDS_STRATUM + 1));
                assertServes(CHRONYDS_STRATUM + 1);
                assertEquals("?", row(daemon.status(), "#").state());
                assertEquals("*", row(daemon.status(), "^").state());
                assertTrue(daemon.status().reason().contains("receiver: "), daemon.status()::reason);
                receiver.speak();
                await(daemon, "locked to the pulses again", NetworkSourcesIT::isWellLocked);
                assertServes(1);
            }
        }
    }

    /** Pulses and sentences that can be stopped. */
    private static final class Receiver implements PulseSource {

        private final DemoTime time = new DemoTime(0);
        private final SimulatedReceiver script = new SimulatedReceiver();
        private final DemoPulses pulses = new DemoPulses(() -> Optional.of(time), script);
        private final PseudoTerminal line;
        private volatile boolean isSpeaking;
        private Optional<ReceiverPlayer> player = Optional.empty();

        Receiver(PseudoTerminal line) {
            this.line = line;
        }

        void speak() {
            var speaking = new ReceiverPlayer(time, script, line);
            player = Optional.of(speaking);
            Thread.ofPlatform().daemon().start(speaking);
            isSpeaking = true;
        }

        void fallSilent() {
            isSpeaking = false;
            player.ifPresent(ReceiverPlayer::close);
        }

        @Override
        public Optional<Pulse> await(long timeoutNanos) throws DeviceException {
            return pulses.await(timeoutNanos).filter(_ -> isSpeaking);
        }

        @Override
        public String name() {
            return pulses.name();
        }

        @Override
        public void close() {
            fallSilent();
            pulses.close();
        }
    }
}
