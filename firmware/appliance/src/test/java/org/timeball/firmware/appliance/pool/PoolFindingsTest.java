package org.timeball.firmware.appliance.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.appliance.command.Example;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.state.CertificatePaths;
import org.timeball.server.state.ConnectionLimits;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;

/** What stands between a server and a pool, each point by itself and the handshake with a real peer. */
class PoolFindingsTest {

    private static final char[] NO_PASSWORD = {};
    private static final String TOKEN = "0123456789abcdef".repeat(4);

    record Row(Consumer<PoolFindings> look, boolean isGood, String lines) {
        @Override
        public String toString() {
            return lines;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(it -> it.tokens(content("", TOKEN), "my"), true, "good: 1 token lets the pool in"),
            new Row(it -> it.tokens(content("", TOKEN, TOKEN + "1"), "my"), true, "good: 2 tokens let the pool in"),
            new Row(
                    it -> it.tokens(content(""), "my"),
                    false,
                    "mend: there is no token; get one on the pool's page and run: timeball pool add my"),
            new Row(
                    it -> it.tokens(content("f: line 1 is no token", TOKEN), "my"),
                    false,
                    "mend: f: line 1 is no token; write one token a line\ngood: 1 token lets the pool in"),
            new Row(it -> it.port(List.of(at("0.0.0.0", 4460))), true, "good: keys are handed out on port 4460"),
            new Row(
                    it -> it.port(List.of(at("192.0.2.1", 14460))),
                    false,
                    "mend: keys are handed out on port 14460; tell the pool that port, or listen on 4460"),
            new Row(
                    it -> it.port(List.of(at("127.0.0.1", 4460))),
                    false,
                    "mend: keys are handed out on this machine alone; write listen = \"[::]:4460\" under"
                            + " [[nts-ke-server]]"),
            new Row(
                    it -> it.certificates("", new Identities(List.of(), List.of())),
                    false,
                    "mend: the configuration does not say under which name the pool knows us; write host = under"
                            + " [[pool]]"),
            new Row(
                    it -> it.certificates("ntp.example.org", new Identities(List.of(), List.of())),
                    false,
                    "mend: no certificate is for ntp.example.org; get one for that name, or register another name at"
                            + " the pool"),
            new Row(
                    it -> it.reached("no-such-name.invalid", 4460),
                    false,
                    "mend: no address is known for no-such-name.invalid; have its A and AAAA records made"),
            new Row(
                    it -> it.clock(Example.LOCKED),
                    true,
                    "good: the daemon runs and vouches for its time: "
                            + Example.LOCKED.state().words()),
            new Row(
                    it -> it.clock(Example.STARTING),
                    false,
                    "mend: the daemon vouches for no time: " + Example.STARTING.reason()
                            + "; wait until it does: timeball waitsync"));

    private static TokenFile.Content content(String problem, String... tokens) {
        var lines = List.of(tokens).stream()
                .map(text -> switch (TokenLine.of(text)) {
                    case Decoded.Ok<TokenLine>(var line) -> line;
                    case Decoded.Malformed<TokenLine> malformed -> throw new AssertionError(malformed);
                })
                .toList();
        return new TokenFile.Content(lines, problem);
    }

    private static KeyExchangeServer at(String address, int port) {
        return new KeyExchangeServer(
                new InetSocketAddress(InetAddress.ofLiteral(address), port),
                List.of(new CertificatePaths(Path.of("chain.pem"), Path.of("key.pem"))),
                OptionalInt.empty(),
                Optional.empty(),
                ConnectionLimits.DEFAULT);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysOfEachPointWhatIsSoAndWhatToDo(Row row) {
        var findings = new PoolFindings((SSLSocketFactory) SSLSocketFactory.getDefault(), Instant.now());
        row.look.accept(findings);

        assertEquals(row.lines, String.join("\n", findings.lines()));
        assertEquals(row.isGood, findings.isGood());
    }

    /** A pool has to come in by the name, and to trust the certificate for a week more. */
    @Test
    void shakesHandsAsThePoolWill() throws Exception {
        var authority = OwnCertificateAuthority.create("a test", NameConstraints.NONE, Instant.now());
        try (var server = listen(authority, "localhost")) {
            var good = reached(server, trusting(authority), Instant.now());
            assertTrue(good.isGood(), () -> good.lines().toString());
            assertTrue(
                    good.lines().get(1).contains(" shakes hands as localhost, by a certificate"),
                    good.lines()::toString);

            var late = reached(server, trusting(authority), Instant.now().plus(Duration.ofDays(100_000)));
            assertFalse(late.isGood());
            assertTrue(late.lines().getLast().startsWith("mend: the certificate ends 20"), late.lines()::toString);

            var stranger = reached(server, (SSLSocketFactory) SSLSocketFactory.getDefault(), Instant.now());
            assertFalse(stranger.isGood());
            assertTrue(
                    stranger.lines().get(1).contains(" does not shake hands as localhost: "),
                    stranger.lines()::toString);
        }
        try (var server = listen(authority, "elsewhere.example")) {
            assertFalse(reached(server, trusting(authority), Instant.now()).isGood(), "for another name");
        }
    }

    private static PoolFindings reached(SSLServerSocket server, SSLSocketFactory world, Instant now) {
        var findings = new PoolFindings(world, now);
        findings.reached("localhost", server.getLocalPort());
        return findings;
    }

    private static SSLServerSocket listen(OwnCertificateAuthority authority, String name) throws Exception {
        var identity = authority.issue(new ServerNames(List.of(name), List.of()), Instant.now());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("it", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        // On every address of this machine: localhost has one or two of them.
        var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        socket.setSSLParameters(parameters);
        Thread.ofVirtual().start(() -> serve(socket));
        return socket;
    }

    private static void serve(SSLServerSocket socket) {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                client.getInputStream().read();
            } catch (IOException refusedOrClosed) {
                // The client says why.
            }
        }
    }

    private static SSLSocketFactory trusting(OwnCertificateAuthority authority) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.certificate());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
