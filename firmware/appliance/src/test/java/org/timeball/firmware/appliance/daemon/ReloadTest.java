package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.TimeballConfig;

/** A configuration that is changed under a packet path and certificates that run. */
@Timeout(60)
class ReloadTest {

    /** The client checks dates by the machine's clock. */
    private static final Instant NOW = Instant.now();

    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);

    @TempDir
    Path folder;

    private UdpSocket socket;
    private CertificateWatch.Watched watched;
    private ServerIdentity first;
    private Reload reload;

    @BeforeEach
    void start() throws Exception {
        first = save("one");
        write("", "one");
        var configuration = read();
        watched = CertificateWatch.Watched.of(
                Identities.load(configuration, NOW).ofKeyExchange().getFirst());
        socket = UdpSocket.bind(new InetSocketAddress("127.0.0.1", 0));
        var clocks = new Clocks(() -> ClockSnapshot.starting(RawClock.nanos()), RawClock::nanos, System::nanoTime);
        var responder = new Responder(clocks, Optional.empty(), NtpPolicy.OPEN, -20, new SplittableRandom(1)::nextLong);
        var loop = new UdpLoop(socket, responder);
        Thread.ofPlatform().daemon().start(loop);
        var ntp = new NtpService(configuration.ntp(), List.of(responder), List.of(loop));
        var certificates = new CertificateWatch(List.of(watched), () -> NOW);
        reload = new Reload(folder.resolve("timeball.toml"), configuration, () -> NOW, ntp, certificates);
    }

    @AfterEach
    void end() {
        socket.close();
    }

    private ServerIdentity save(String name) throws Exception {
        var identity = AUTHORITY.issue(new ServerNames(List.of(name), List.of()), NOW);
        PemCertificates.save(StateDirectory.open(folder), name + ".pem", name + "-key.pem", identity);
        return identity;
    }

    private void write(String ntp, String certificate) throws Exception {
        Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                [[server]]
                listen = "127.0.0.1:123"
                [ntp]
                %s
                [[nts-ke-server]]
                listen = "127.0.0.1:4460"
                certificate-chain-path = "%2$s.pem"
                private-key-path = "%2$s-key.pem"
                """.formatted(ntp, certificate));
    }

    private TimeballConfig read() throws Exception {
        return ConfigReader.read(folder.resolve("timeball.toml"));
    }

    private void reload() {
        assertFalse(reload.runIfAsked(), "nobody has asked");
        reload.ask();
        reload.ask();
        assertTrue(reload.runIfAsked());
        assertFalse(reload.runIfAsked(), "it is done once");
    }

    private boolean answers() throws Exception {
        try (var client = new DatagramSocket()) {
            client.connect(socket.localAddress());
            client.setSoTimeout(700);
            byte[] request = new byte[48];
            request[0] = 0x23;
            client.send(new DatagramPacket(request, request.length));
            client.receive(new DatagramPacket(new byte[48], 48));
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @Test
    void keepsOutWhomTheFileNowKeepsOutAndLetsInAgain() throws Exception {
        assertTrue(answers());
        write("deny = [\"127.0.0.0/8\"]", "one");
        reload();
        assertFalse(answers());
        write("", "one");
        reload();
        assertTrue(answers());
    }

    /** K16, by another file in place of another content. */
    @Test
    void showsTheCertificateThatTheFileNowNames() throws Exception {
        try (var listener = ShownCertificate.listener(watched)) {
            assertEquals(first.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));
            var second = save("two");
            write("", "two");
            reload();
            assertEquals(second.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));
        }
    }

    /** All or nothing: what can be read of a file with a mistake is not taken. */
    @Test
    void leavesAllAsItWasWhereAnythingIsWrong() throws Exception {
        write("deny = [\"127.0.0.0/8\"]\nburts = 9", "one");
        reload();
        assertTrue(answers());

        Files.writeString(folder.resolve("three.pem"), "no certificate");
        Files.copy(folder.resolve("one-key.pem"), folder.resolve("three-key.pem"));
        write("deny = [\"127.0.0.0/8\"]", "three");
        reload();
        assertTrue(answers());
        try (var listener = ShownCertificate.listener(watched)) {
            assertEquals(first.leaf(), ShownCertificate.shown(listener.address(), AUTHORITY));
        }

        Files.delete(folder.resolve("timeball.toml"));
        reload();
        assertTrue(answers());
    }
}
