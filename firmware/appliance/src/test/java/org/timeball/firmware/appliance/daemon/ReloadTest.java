package org.timeball.firmware.appliance.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.stamps.StampSources;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.control.Pools;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.state.AlertSettings;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.SourceSettings;
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
    private final Closing closing = new Closing();
    private ServerIdentity first;
    private NtpService ntp;
    private KeyExchangeService keyExchange;
    private Reload reload;

    @BeforeEach
    void start() throws Exception {
        first = save("one");
        socket = UdpSocket.bind(new InetSocketAddress("127.0.0.1", 0));
        write("", "one");
        var configuration = read();
        var jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        keyExchange = KeyExchangeService.start(configuration, Identities.load(configuration, NOW), jar, closing);
        var exchanges = new NtsExchanges(jar, new SecureRandom(), configuration.nts());
        var clocks = new Clocks(() -> ClockSnapshot.starting(RawClock.nanos()), RawClock::nanos, System::nanoTime);
        var responder = new Responder(
                clocks, Optional.of(exchanges.next()), NtpPolicy.OPEN, -20, new SplittableRandom(1)::nextLong);
        var loop = new UdpLoop(socket, responder);
        Thread.ofPlatform().daemon().start(loop);
        ntp = new NtpService(
                configuration.ntp(),
                List.of(responder),
                List.of(loop),
                new Current<>(exchanges),
                StampSources.open(false, System.nanoTime()));
        var certificates = new CertificateWatch(keyExchange.shown(), () -> NOW);
        reload = new Reload(
                folder.resolve("timeball.toml"),
                configuration,
                () -> NOW,
                new Reload.Reloaded(
                        (wanted, _) -> asked = wanted.asked(), ntp, keyExchange, certificates, told -> alerts = told));
    }

    /** Whom the last reload has had asked. */
    private List<SourceSettings> asked = List.of();

    /** Who is told of trouble since the last reload. */
    private AlertSettings alerts = AlertSettings.NOBODY;

    @Test
    void hasOthersToldAtOnce() throws Exception {
        write("", "one", "[alerts]\nreminder-hours = 24\n");
        reload.ask();

        assertTrue(reload.runIfAsked());
        assertEquals(24, alerts.timing().reminderHours());
    }

    @AfterEach
    void end() {
        closing.close();
        socket.close();
    }

    private ServerIdentity save(String name) throws Exception {
        var identity = AUTHORITY.issue(new ServerNames(List.of(name, "localhost"), List.of()), NOW);
        PemCertificates.save(StateDirectory.open(folder), name + ".pem", name + "-key.pem", identity);
        return identity;
    }

    private void write(String ntp, String certificate) throws Exception {
        write(ntp, certificate, "");
    }

    /** @param more of the listener for key exchange, and what follows it */
    private void write(String ntp, String certificate, String more) throws Exception {
        Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                [[server]]
                listen = "127.0.0.1:123"
                [ntp]
                %s
                [[nts-ke-server]]
                listen = "127.0.0.1:0"
                certificate-chain-path = "%2$s.pem"
                private-key-path = "%2$s-key.pem"
                ntp-port = %3$d
                %4$s
                """.formatted(
                        ntp, certificate, socket.localAddress().getPort(), more));
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

    private InetSocketAddress exchanging() {
        return keyExchange.listeners().getFirst().opened().orElseThrow().address();
    }

    private void awaitAccepted(int connections) {
        while (keyExchange.stats().connections() < connections) {
            Thread.onSpinWait();
        }
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

    /** What a page shows before it applies a text; the file and what runs are left alone. */
    @Test
    void saysOfATextWhatItWouldChangeAndChangesNothing() throws Exception {
        String text = Files.readString(folder.resolve("timeball.toml"));
        assertEquals(
                new AdminReply.Done("changed: ntp.deny; with the next start: clock"),
                reload.check(text.replace("[ntp]\n", "[ntp]\ndeny = [\"127.0.0.0/8\"]\n")
                        + "[clock]\ntemperature = false\n"));
        var mistake = assertInstanceOf(AdminReply.Refused.class, reload.check(text + "[clok]\n"));
        assertTrue(mistake.sentence().contains("clok is not a known key; did you mean clock?"), mistake.sentence());
        var certificate =
                assertInstanceOf(AdminReply.Refused.class, reload.check(text.replace("one-key.pem", "one.pem")));
        assertTrue(certificate.sentence().contains("one.pem"), certificate.sentence());
        assertTrue(answers());
        assertEquals(read(), reload.running());
    }

    /** K16, by another file in place of another content. */
    @Test
    void showsTheCertificateThatTheFileNowNames() throws Exception {
        assertEquals(first.leaf(), ShownCertificate.shown(exchanging(), AUTHORITY));
        var second = save("two");
        write("", "two");
        reload();
        assertEquals(second.leaf(), ShownCertificate.shown(exchanging(), AUTHORITY));
    }

    @Test
    void joinsAndLeavesPoolsThatTheFileNames() throws Exception {
        assertEquals(List.of(), pools());
        write("", "one", "[[pool]]\nname = \"a\"\n[[pool]]\nname = \"b\"");
        reload();
        assertEquals(List.of("a", "b"), pools());
        write("", "one", "[[pool]]\nname = \"b\"");
        reload();
        assertEquals(List.of("b"), pools());
    }

    private List<String> pools() {
        return keyExchange.pools().report(0).joined().stream()
                .map(Pools.Pool::name)
                .toList();
    }

    /** Those beyond a limit go, the oldest first, and who stands within it is let be. */
    @Test
    void holdsThoseWhoAreConnectedToTheNewLimits() throws Exception {
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < 20; i++) {
            idle.add(new Socket(exchanging().getAddress(), exchanging().getPort()));
        }
        awaitAccepted(idle.size());
        write("", "one", "connections = 8");
        reload();
        for (int i = 0; i < 12; i++) {
            assertEquals(-1, idle.get(i).getInputStream().read());
        }
        assertEquals(12L, keyExchange.stats().failures().get("connection limit of a network"));

        write("", "one", "connections = 8\nconnections-per-network = 3");
        reload();
        for (int i = 12; i < 17; i++) {
            assertEquals(-1, idle.get(i).getInputStream().read());
        }
        for (var standing : idle.subList(17, 20)) {
            standing.setSoTimeout(1);
            assertThrows(
                    SocketTimeoutException.class,
                    () -> standing.getInputStream().read());
        }
        assertEquals(17L, keyExchange.stats().failures().get("connection limit of a network"));
        for (var socket : idle) {
            socket.close();
        }
    }

    @Test
    void givesWhoComesNextTheNewDeadline() throws Exception {
        write("", "one", "deadline-seconds = 60");
        reload();
        try (var patient = new Socket(exchanging().getAddress(), exchanging().getPort())) {
            awaitAccepted(1);
            write("", "one", "deadline-seconds = 0.5");
            reload();
            try (var hasty = new Socket(exchanging().getAddress(), exchanging().getPort())) {
                assertEquals(-1, hasty.getInputStream().read());
            }
            patient.setSoTimeout(1);
            assertThrows(
                    SocketTimeoutException.class, () -> patient.getInputStream().read());
            assertEquals(Map.of("too slow", 1L), keyExchange.stats().failures());
        }
    }

    /** RFC 8915 sections 4.1.7 and 4.1.8. */
    @Test
    void tellsWhoComesNextTheNewServer() throws Exception {
        String port = "80070002%04x".formatted(socket.localAddress().getPort());
        assertTrue(ShownCertificate.answer(exchanging(), AUTHORITY).contains(port));
        write("", "one", "ntp-server = \"192.0.2.9\"");
        reload();
        String told = ShownCertificate.answer(exchanging(), AUTHORITY);
        assertTrue(told.contains("80060009" + HexFormat.of().formatHex("192.0.2.9".getBytes(US_ASCII))), told);

        Files.writeString(
                folder.resolve("timeball.toml"),
                Files.readString(folder.resolve("timeball.toml")).replaceAll("ntp-port = \\d+", "ntp-port = 4123"));
        reload();
        assertTrue(ShownCertificate.answer(exchanging(), AUTHORITY).contains("80070002101b"));
    }

    /** Cookies of before are good under the ciphers of after. */
    @Test
    void computesByOtherCiphersWithTheSameCookies() throws Exception {
        var settings = ClientSettings.nts("localhost", TrustedAuthorities.of(List.of(AUTHORITY.certificate())))
                .withPort(exchanging().getPort())
                .withFamily(AddressFamily.IPV4)
                .withPatience(Duration.ofSeconds(5), 1);
        try (var client = new BlockingClient(settings)) {
            assertEquals(1, answeredUnderNts(client));
            for (boolean nettle : new boolean[] {false, true}) {
                write("", "one", "[nts]\nnettle = " + nettle);
                reload();
                assertEquals(nettle, ntp.ciphers().get().nettle());
                assertEquals(1, answeredUnderNts(client));
            }
        }
        assertEquals(1, keyExchange.stats().completed());
        assertEquals(0, ntp.statistics().naks());
    }

    /** How many of a client's requests are answered; it refuses the answer, in which nothing is vouched for. */
    private long answeredUnderNts(BlockingClient client) {
        long before = ntp.statistics().ntsAnswered();
        assertThrows(ClientException.class, client::query);
        return ntp.statistics().ntsAnswered() - before;
    }

    /** All or nothing: what can be read of a file with a mistake is not taken. */
    @Test
    void asksWhomTheFileNowNames() throws Exception {
        write("", "one", "[[source]]\nhost = \"a.example.org\"\n");
        reload();
        assertEquals(
                List.of("a.example.org"),
                asked.stream().map(SourceSettings::name).toList());
        write("", "one", "[[source]]\nsrv = \"example.org\"\ntrust-anchors-path = \"one.pem\"\n");
        reload();
        assertEquals(
                List.of("a.example.org"),
                asked.stream().map(SourceSettings::name).toList(),
                "anchors that are none change nothing");
        write("", "one");
        reload();
        assertEquals(List.of(), asked);
    }

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
        assertEquals(first.leaf(), ShownCertificate.shown(exchanging(), AUTHORITY));

        Files.delete(folder.resolve("timeball.toml"));
        reload();
        assertTrue(answers());
    }
}
