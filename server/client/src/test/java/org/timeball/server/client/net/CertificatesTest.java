package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;

/** K17 and C12: which servers are believed to be who they are, with a clock and without one. */
@Timeout(60)
class CertificatesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = DAY.multipliedBy(365);

    /**
     * @param issued     how long from now; it is valid from a day before, for two years
     * @param name       in the certificate
     * @param isKnown    whether its authority is trusted
     * @param isBelieved whether the client believes the machine's clock, which is right
     * @param ahead      of it, the server's time
     * @param trouble    expected; none if it is to be believed
     */
    record Row(
            String what,
            Duration issued,
            String name,
            boolean isKnown,
            boolean isBelieved,
            Duration ahead,
            Optional<Trouble> trouble) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Row good(String what, Duration issued, boolean isBelieved, Duration ahead) {
        return new Row(what, issued, "localhost", true, isBelieved, ahead, Optional.empty());
    }

    private static Row refused(String what, Duration issued, boolean isBelieved, Duration ahead, Trouble trouble) {
        return new Row(what, issued, "localhost", true, isBelieved, ahead, Optional.of(trouble));
    }

    static final List<Row> ROWS = List.of(
            good("a good one", Duration.ZERO, true, Duration.ZERO),
            refused("expired", YEAR.multipliedBy(-3), true, Duration.ZERO, Trouble.CERTIFICATE),
            refused("not yet valid", DAY.multipliedBy(30), true, Duration.ZERO, Trouble.CERTIFICATE),
            new Row(
                    "of another name",
                    Duration.ZERO,
                    "elsewhere.test",
                    true,
                    true,
                    Duration.ZERO,
                    Optional.of(Trouble.CERTIFICATE)),
            new Row(
                    "of an unknown authority",
                    Duration.ZERO,
                    "localhost",
                    false,
                    true,
                    Duration.ZERO,
                    Optional.of(Trouble.CERTIFICATE)),
            good("without a clock: a good one", Duration.ZERO, false, Duration.ZERO),
            good(
                    "without a clock: one whose time, as the server proves, has come",
                    DAY.multipliedBy(30),
                    false,
                    DAY.multipliedBy(31)),
            refused(
                    "without a clock: expired before this was built",
                    YEAR.multipliedBy(-3),
                    false,
                    Duration.ZERO,
                    Trouble.CERTIFICATE),
            refused(
                    "without a clock: not yet valid by the server's own time",
                    DAY.multipliedBy(30),
                    false,
                    Duration.ZERO,
                    Trouble.USELESS),
            new Row(
                    "without a clock: of another name",
                    Duration.ZERO,
                    "elsewhere.test",
                    true,
                    false,
                    Duration.ZERO,
                    Optional.of(Trouble.CERTIFICATE)),
            new Row(
                    "without a clock: of an unknown authority",
                    Duration.ZERO,
                    "localhost",
                    false,
                    false,
                    Duration.ZERO,
                    Optional.of(Trouble.CERTIFICATE)));

    @ParameterizedTest
    @FieldSource("ROWS")
    void areBelievedOrNot(Row row) throws Exception {
        var authority = OwnCertificateAuthority.create(
                "Timeball tests", NameConstraints.NONE, LoopbackServer.NOW.minus(YEAR.multipliedBy(5)));
        var names = new ServerNames(List.of(row.name), List.of());
        var identity = authority.issue(names, LoopbackServer.NOW.plus(row.issued));
        try (var server = new LoopbackServer(authority, identity, row.ahead)) {
            var settings = row.isKnown ? server.nts() : withOthers(server);
            try (var client = new BlockingClient(row.isBelieved ? settings : settings.withoutClock())) {
                if (row.trouble.isEmpty()) {
                    assertTrue(client.query().isAuthentic());
                } else {
                    var failure = assertThrows(ClientException.class, client::query);
                    assertEquals(row.trouble.get(), failure.trouble(), failure::getMessage);
                }
            }
        }
    }

    /** A self-signed certificate, or any other, may be trusted by itself; its dates count all the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void aServersOwnCertificateCanBeTrustedWhileItIsValid(int years) throws Exception {
        var authority = OwnCertificateAuthority.create(
                "Timeball tests", NameConstraints.NONE, LoopbackServer.NOW.minus(YEAR.multipliedBy(5)));
        var identity = authority.issue(LoopbackServer.localhost(), LoopbackServer.NOW.plus(YEAR.multipliedBy(years)));
        try (var server = new LoopbackServer(authority, identity, Duration.ZERO)) {
            var pinned = ClientSettings.nts("localhost", TrustedAuthorities.of(List.of(identity.leaf())))
                    .withFamily(AddressFamily.IPV4)
                    .withPort(server.keyExchangePort());
            try (var client = new BlockingClient(pinned)) {
                if (years == 0) {
                    assertTrue(client.query().isAuthentic());
                } else {
                    var failure = assertThrows(ClientException.class, client::query);
                    assertEquals(Trouble.CERTIFICATE, failure.trouble());
                }
            }
        }
    }

    private static ClientSettings withOthers(LoopbackServer server) throws Exception {
        var other = OwnCertificateAuthority.create("Somebody else", NameConstraints.NONE, LoopbackServer.NOW);
        var nobody = TrustedAuthorities.of(List.of(other.certificate()));
        return ClientSettings.nts("localhost", nobody)
                .withFamily(AddressFamily.IPV4)
                .withPort(server.keyExchangePort());
    }

    /** A machine that wakes in 1970, or believes to be in 2099: its clock is not the machine's here, but is given. */
    @Test
    void aClockOf1970TakesTheCertificatesFirstDayAndOneOf2099Refuses() throws Exception {
        try (var server = LoopbackServer.start()) {
            long built = LoopbackServer.NOW.getEpochSecond() * 1_000_000_000L - 86_400_000_000_000L;
            open(server, new CertificateClock(0, built, true)).close();

            var clock2099 = new CertificateClock(4_070_908_800_000_000_000L, built, true);
            var failure = assertThrows(ClientException.class, () -> open(server, clock2099));
            assertEquals(Trouble.CERTIFICATE, failure.trouble());
        }
    }

    private static KeyExchangeConnection open(LoopbackServer server, CertificateClock clock) throws ClientException {
        return KeyExchangeConnection.open(
                List.of(InetAddress.getLoopbackAddress()),
                new NtpServer("localhost", server.keyExchangePort()),
                server.trusted(),
                clock,
                Duration.ofSeconds(20));
    }

    /** RFC 8915 §3: a server that does not choose ntske/1 is none, whatever its certificate; nor is one of TLS 1.2. */
    @ParameterizedTest
    @FieldSource("OTHERS")
    void refusesWhatIsNoKeyExchangeServer(Other other) throws Exception {
        var authority = OwnCertificateAuthority.create("Timeball tests", NameConstraints.NONE, LoopbackServer.NOW);
        var identity = authority.issue(LoopbackServer.localhost(), LoopbackServer.NOW);
        try (var listening = listen(identity)) {
            var parameters = listening.getSSLParameters();
            parameters.setProtocols(new String[] {other.version});
            parameters.setApplicationProtocols(other.protocols.toArray(String[]::new));
            listening.setSSLParameters(parameters);
            Thread.ofVirtual().start(() -> serveOne(listening));
            var trusted = TrustedAuthorities.of(List.of(authority.certificate()));
            var settings = ClientSettings.nts("localhost", trusted)
                    .withFamily(AddressFamily.IPV4)
                    .withPort(listening.getLocalPort());
            try (var client = new BlockingClient(settings)) {
                assertEquals(
                        other.trouble,
                        assertThrows(ClientException.class, client::query).trouble());
            }
        }
    }

    record Other(String version, List<String> protocols, Trouble trouble) {}

    static final List<Other> OTHERS = List.of(
            new Other("TLSv1.3", List.of(), Trouble.NO_NTS),
            new Other("TLSv1.3", List.of("h2"), Trouble.TLS),
            new Other("TLSv1.2", List.of("ntske/1"), Trouble.TLS));

    private static void serveOne(SSLServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.getInputStream().readAllBytes();
        } catch (java.io.IOException refused) {
            // That is what is expected of the client.
        }
    }

    private static SSLServerSocket listen(ServerIdentity identity) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
