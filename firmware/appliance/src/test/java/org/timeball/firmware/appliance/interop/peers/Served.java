package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.timeball.firmware.appliance.demo.SimulatedBoard;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.StateDirectory;

/**
 * Our daemon on a simulated board, in a {@link Room}: NTP on port 123, on another port which the key exchange tells of
 * (record 7), and the key exchange with a certificate of its own authority.
 *
 * @param folder  its files
 * @param running the daemon
 */
record Served(Path folder, Room.Running running) implements AutoCloseable {

    static final int KEY_EXCHANGE_PORT = 4460;

    /** More replies under NTS than cookies come with the key exchange: those of our replies were used, too. */
    static final int MORE_THAN_COOKIES = 10;

    /** Where clients with NTS are sent. */
    static final int NTS_PORT = 11_123;

    /** The authority's certificate, PEM, in the test's folder. */
    static final String AUTHORITY = "ca.pem";

    /**
     * Starts it and waits until it vouches for its time.
     *
     * @param folder the test's
     */
    static Served in(Room room, Path folder) throws Exception {
        var own = Files.createDirectories(folder.resolve("ours"));
        var names = new ServerNames(
                List.of(Room.NAME4, Room.NAME6),
                List.of(InetAddress.ofLiteral(Room.IPV4), InetAddress.ofLiteral(Room.IPV6)));
        var authority = OwnCertificateAuthority.create("Timeball test", NameConstraints.NONE, Instant.now());
        var secrets = StateDirectory.open(own.resolve("secrets"));
        PemCertificates.save(secrets, "chain.pem", "key.pem", authority.issue(names, Instant.now()));
        StateDirectory.open(own.resolve("state"));
        Files.write(folder.resolve(AUTHORITY), authority.pem());
        var configuration = Files.writeString(own.resolve("timeball.toml"), text(own));
        var served = new Served(own, room.startOurs(command(configuration)));
        Patience.await("our daemon vouches for its time", served.running, served::lookAtLock);
        return served;
    }

    private Optional<Status> lookAtLock() {
        try {
            return Optional.of(status()).filter(status -> status.state() == ClockState.LOCKED);
        } catch (ControlException notYet) {
            return Optional.empty();
        }
    }

    private static String text(Path own) {
        var text = new StringBuilder("""
                schema = 1
                warm-up-seconds = 0
                state-directory = "state"
                control-socket = "%s"

                [receiver]
                port = "%s"
                baud = 115200
                set-up = false

                [leap]
                cold-start-seconds = 0
                """.formatted(own.resolve("control.sock"), SimulatedBoard.PORT));
        var addresses = Files.exists(Path.of("/proc/net/if_inet6"))
                ? List.of(Room.IPV4, "[" + Room.IPV6 + "]")
                : List.of(Room.IPV4);
        for (String address : addresses) {
            text.append("""

                    [[server]]
                    listen = "%1$s:123"

                    [[server]]
                    listen = "%1$s:%2$d"

                    [[nts-ke-server]]
                    listen = "%1$s:%3$d"
                    certificate-chain-path = "secrets/chain.pem"
                    private-key-path = "secrets/key.pem"
                    ntp-port = %2$d
                    """.formatted(address, NTS_PORT, KEY_EXCHANGE_PORT));
        }
        return text.toString();
    }

    private static List<String> command(Path configuration) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedBoard.class.getName(),
                configuration.toString());
    }

    private Status status() throws ControlException {
        try (var client = ControlClient.open(folder.resolve("control.sock"))) {
            return client.status();
        }
    }

    private Status statusOrFailure() throws IOException {
        try {
            return status();
        } catch (ControlException gone) {
            throw new IOException("our daemon does not answer; it said:\n" + running.words(), gone);
        }
    }

    /** What it counted so far. */
    Counters counters() throws IOException {
        var status = statusOrFailure();
        var service = status.service();
        return new Counters(
                service.ntpAnswered(),
                service.authenticated(),
                service.interleaved(),
                service.naks(),
                status.keyExchange().completed(),
                status.keyExchange().failures().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** Waits until a peer's requests have used up the cookies of its key exchange. */
    void awaitMoreThanCookies(Room.Running peer, Counters before) throws IOException, InterruptedException {
        Patience.await("our daemon counts " + MORE_THAN_COOKIES + " authentic requests", peer, () -> {
            var counted = counters().since(before);
            return Optional.of(counted).filter(it -> it.authenticated() >= MORE_THAN_COOKIES);
        });
    }

    /**
     * What the daemon counted.
     *
     * @param answered      packets answered with time
     * @param authenticated requests with valid NTS
     * @param interleaved   answers in interleaved mode
     * @param naks          cookies that did not open
     * @param exchanges     key exchanges that ended with cookies
     * @param failures      those that did not
     */
    record Counters(long answered, long authenticated, long interleaved, long naks, long exchanges, long failures) {

        Counters since(Counters before) {
            return new Counters(
                    answered - before.answered,
                    authenticated - before.authenticated,
                    interleaved - before.interleaved,
                    naks - before.naks,
                    exchanges - before.exchanges,
                    failures - before.failures);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
