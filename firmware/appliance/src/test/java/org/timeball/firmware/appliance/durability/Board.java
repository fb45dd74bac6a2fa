package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.timeball.firmware.appliance.demo.SimulatedBoard;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.StateDirectory;

/**
 * A folder from which a daemon can be started on a simulated board, as often as wanted: configuration and certificates
 * in it, the state in a folder of its own, on which a test may mount what it likes.
 *
 * @param folder            of everything
 * @param address           where it listens
 * @param authority         PEM
 * @param ntpPort           UDP
 * @param keyExchangePort   TCP
 */
record Board(Path folder, String address, byte[] authority, int ntpPort, int keyExchangePort) {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Writes everything but the state. */
    static Board in(Path folder) throws Exception {
        return in(folder, "127.0.0.1", "");
    }

    /**
     * The same.
     *
     * @param address where it shall listen
     * @param more    of its configuration
     */
    static Board in(Path folder, String address, String more) throws Exception {
        return in(folder, address, "warm-up-seconds = 0\n", more);
    }

    /**
     * One whose daemon practises before it serves, as it comes; where it counts how fast it is.
     *
     * @param more of its configuration
     */
    static Board practised(Path folder, String more) throws Exception {
        return in(folder, "127.0.0.1", "", more);
    }

    private static Board in(Path folder, String address, String practice, String more) throws Exception {
        var names = new ServerNames(List.of("localhost"), List.of(InetAddress.ofLiteral(address)));
        var authority = OwnCertificateAuthority.create("Timeball test", NameConstraints.NONE, Instant.now());
        var secrets = StateDirectory.open(folder.resolve("secrets"));
        PemCertificates.save(secrets, "chain.pem", "key.pem", authority.issue(names, Instant.now()));
        StateDirectory.open(folder.resolve("state"));
        try (var udp = new DatagramSocket();
                var tcp = new ServerSocket(0)) {
            var board = new Board(folder, address, authority.pem(), udp.getLocalPort(), tcp.getLocalPort());
            Files.writeString(board.configuration(), board.text(practice) + more);
            return board;
        }
    }

    private String text(String practice) {
        return """
                schema = 1
                %6$sstate-directory = "state"
                control-socket = "%1$s"

                [receiver]
                port = "%2$s"
                baud = 115200
                set-up = false

                [leap]
                cold-start-seconds = 0

                [keyset]
                key-rotation-interval-seconds = 60

                [[server]]
                listen = "%5$s:%3$d"

                [[nts-ke-server]]
                listen = "%5$s:%4$d"
                certificate-chain-path = "secrets/chain.pem"
                private-key-path = "secrets/key.pem"
                ntp-port = %3$d
                """.formatted(controlSocket(), SimulatedBoard.PORT, ntpPort, keyExchangePort, address, practice);
    }

    private Path configuration() {
        return folder.resolve("timeball.toml");
    }

    private Path controlSocket() {
        return folder.resolve("control.sock");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path log() {
        return folder.resolve("log");
    }

    String logged() {
        try {
            return Files.readString(log());
        } catch (IOException none) {
            return "";
        }
    }

    /** The command that starts the daemon, compiled as little as it may be: what it does counts, and not how fast. */
    List<String> command() {
        return command(SimulatedBoard.class, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    }

    /** The command that starts another program with its configuration, by these options of the JVM. */
    List<String> command(Class<?> program, List<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                configuration().toString()));
        return command;
    }

    /** Starts it, its log going to the end of {@link #log}. */
    Process start() throws IOException {
        return new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** A client with a cookie, as soon as one can be had. */
    NtsPeer exchangeKeys() throws IOException, GeneralSecurityException {
        long sinceNanos = System.nanoTime();
        while (true) {
            try {
                return NtsPeer.exchange(authority, keyExchangePort);
            } catch (IOException notYet) {
                if (System.nanoTime() - sinceNanos > PATIENCE.toNanos()) {
                    throw notYet;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** Waits until the daemon says of itself what is wanted. */
    void awaitStatus(String what, Predicate<Status> wanted) {
        await(what, () -> {
            try (var client = ControlClient.open(controlSocket())) {
                return wanted.test(client.status());
            } catch (ControlException notYet) {
                return false;
            }
        });
    }

    /** Waits until the daemon answers to this peer's cookie. */
    void awaitServed(NtsPeer peer) {
        await("the cookie that was given before is served", () -> ask(peer) == NtsPeer.Answer.AUTHENTIC);
    }

    NtsPeer.Answer ask(NtsPeer peer) {
        try {
            return peer.ask(ntpPort);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    void awaitLogged(String text) {
        await("it logs " + text, () -> logged().contains(text));
    }

    /** Waits, looking ten times a second. */
    void await(String what, BooleanSupplier isSo) {
        long sinceNanos = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - sinceNanos < PATIENCE.toNanos(),
                    () -> "not so in " + PATIENCE.toSeconds() + " s: " + what + "; it logged:\n" + logged());
            LockSupport.parkNanos(100_000_000);
        }
    }
}
