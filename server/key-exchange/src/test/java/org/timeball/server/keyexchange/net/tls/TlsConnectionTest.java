package org.timeball.server.keyexchange.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.TlsAlert;

/** The server's end of TLS against the JDK's client, without a socket between them. */
class TlsConnectionTest {

    private static final ServedCertificates P256 =
            new ServedCertificates(List.of(TestCertificates.issued("localhost")));

    private static final byte[] REQUEST = HexFormat.of().parseHex("8001000200008004000200" + "0f80000000");
    private static final String LABEL = "EXPORTER-network-time-security";

    private static final Optional<Failure> FINE = Optional.empty();

    /** Asks and takes the answer, as clients do. */
    private static void assertAnswers(TlsConnection server, EngineClient client) throws SSLException {
        assertEquals(FINE, server.receive(client.sealed(REQUEST)));
        assertArrayEquals(REQUEST, server.takeInput());
        server.answer(new byte[] {1, 2, 3});
        client.take(server.takeOutput());
        assertArrayEquals(new byte[] {1, 2, 3}, client.said());
        assertTrue(client.isServerClosed(), "close_notify follows the answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521", "Ed25519", "RSA"})
    void signsWithEveryKindOfKey(String kind) throws Exception {
        var certificate = TestCertificates.issuedFor(kind, "localhost");
        var server = new ServedCertificates(List.of(certificate)).open();
        var client = new EngineClient();

        assertEquals(FINE, client.shakeHands(server));

        assertTrue(server.isSecured() && client.isSecured());
        assertEquals(certificate.chain().getFirst(), client.certificate());
        assertAnswers(server, client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x25519", "secp256r1", "secp384r1"})
    void agreesByEveryGroup(String group) throws Exception {
        var server = P256.open();
        var client = new EngineClient(parameters -> parameters.setNamedGroups(new String[] {group}));

        assertEquals(FINE, client.shakeHands(server));

        assertAnswers(server, client);
    }

    /** RFC 8446 section 4.1.4: a client whose guess of the group was wrong is asked once more. */
    @Test
    void asksAgainForAGroupItKnows() throws Exception {
        var server = P256.open();
        var client = new EngineClient(parameters -> parameters.setNamedGroups(new String[] {"secp521r1", "secp256r1"}));

        assertEquals(FINE, client.shakeHands(server));

        assertAnswers(server, client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"})
    void speaksEverySuiteOfTheStandard(String suite) throws Exception {
        var server = P256.open();
        var client = new EngineClient(parameters -> parameters.setCipherSuites(new String[] {suite}));

        assertEquals(FINE, client.shakeHands(server));

        assertEquals(suite, client.cipherSuite());
        assertAnswers(server, client);
        assertEquals(suite, client.cipherSuite());
    }

    record Offer(String name, List<String> protocols, List<String> signatures, List<String> groups, Failure failure) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Offer> OFFERS = List.of(
            new Offer("K9: no ALPN", List.of(), List.of(), List.of(), KeyExchangeFailure.NO_ALPN),
            new Offer("K9: another ALPN", List.of("h2"), List.of(), List.of(), KeyExchangeFailure.NO_ALPN),
            new Offer(
                    "no signature in common",
                    List.of("ntske/1"),
                    List.of("ed25519"),
                    List.of(),
                    KeyExchangeFailure.NOTHING_IN_COMMON),
            new Offer(
                    "no group in common",
                    List.of("ntske/1"),
                    List.of(),
                    List.of("ffdhe2048"),
                    KeyExchangeFailure.NOTHING_IN_COMMON));

    @ParameterizedTest
    @FieldSource("OFFERS")
    void refusesWhatItCannotServe(Offer row) throws Exception {
        var server = P256.open();
        var client = new EngineClient(parameters -> {
            parameters.setApplicationProtocols(row.protocols.toArray(String[]::new));
            if (!row.signatures.isEmpty()) {
                parameters.setSignatureSchemes(row.signatures.toArray(String[]::new));
            }
            if (!row.groups.isEmpty()) {
                parameters.setNamedGroups(row.groups.toArray(String[]::new));
            }
        });

        assertEquals(Optional.of(row.failure), client.shakeHands(server));
        assertFalse(server.isSecured());
    }

    @Test
    void takesOurProtocolAmongOthers() throws Exception {
        var server = P256.open();
        var client = new EngineClient(
                parameters -> parameters.setApplicationProtocols(new String[] {"h2", "ntske/1", "http/1.1"}));

        assertEquals(FINE, client.shakeHands(server));
        assertAnswers(server, client);
    }

    /** K19: two implementations that share no code compute the same keys, for every AEAD of NTS and both directions. */
    @Test
    void exportsWhatTheClientExports() throws Exception {
        for (String suite : List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")) {
            var server = P256.open();
            var client = new EngineClient(parameters -> parameters.setCipherSuites(new String[] {suite}));
            assertEquals(FINE, client.shakeHands(server));
            for (int aead : new int[] {15, 16, 17, 30}) {
                for (int octets : new int[] {16, 32, 48, 64}) {
                    for (byte direction = 0; direction < 2; direction++) {
                        byte[] context = {0, 0, 0, (byte) aead, direction};
                        assertArrayEquals(
                                client.exported(LABEL, context, octets),
                                server.exporter().export(LABEL, context, octets));
                    }
                }
            }
        }
    }

    /** K11: each handshake has keys of its own. */
    @Test
    void neverGivesTheSameKeysTwice() throws Exception {
        var keys = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            var server = P256.open();
            assertEquals(FINE, new EngineClient().shakeHands(server));
            keys.add(HexFormat.of().formatHex(server.exporter().export(LABEL, new byte[5], 32)));
        }
        assertEquals(200, keys.size());
    }

    /** RFC 8446 section 6.1: closing one's own side does not close the other's. */
    @Test
    void answersAClientThatHasClosedItsSide() throws Exception {
        var server = P256.open();
        var client = new EngineClient();
        assertEquals(FINE, client.shakeHands(server));
        byte[] asked = client.sealed(REQUEST);
        byte[] closed = client.closeNotify();
        byte[] both = Arrays.copyOf(asked, asked.length + closed.length);
        System.arraycopy(closed, 0, both, asked.length, closed.length);

        assertEquals(FINE, server.receive(both));

        assertTrue(server.isInputClosed());
        assertArrayEquals(REQUEST, server.takeInput());
        assertEquals(0, server.takeOutput().length, "nothing is said before the answer");
        server.answer(new byte[] {7});
        client.take(server.takeOutput());
        assertArrayEquals(new byte[] {7}, client.said());
        assertEquals(FINE, server.receive(new byte[] {1, 2, 3}), "what comes after is not looked at");
    }

    /** RFC 8446 section 6.1: a client that thinks better of it says user_canceled and close_notify. */
    @Test
    void countsAClientThatGivesUpAsSuch() throws Exception {
        var server = P256.open();
        var client = new TlsClientProtocol();
        client.connect(new Rehearsal.Client(new BcTlsCrypto(new SecureRandom())));
        assertEquals(FINE, server.receive(taken(client)));
        client.offerInput(Arrays.copyOf(server.takeOutput(), 200)); // server hello, but no certificate yet

        client.close();

        assertEquals(Optional.of(KeyExchangeFailure.CLOSED_EARLY), server.receive(taken(client)));
    }

    private static byte[] taken(TlsClientProtocol client) {
        byte[] octets = new byte[client.getAvailableOutputBytes()];
        client.readOutput(octets, 0, octets.length);
        return octets;
    }

    /** K10: a client that changes keys for ever costs us a few microseconds, and then nothing. */
    @Test
    void endsAConnectionThatOnlyChangesKeys() throws Exception {
        var server = P256.open();
        var client = new EngineClient();
        assertEquals(FINE, client.shakeHands(server));
        for (int i = 0; i < 16; i++) {
            assertEquals(FINE, server.receive(client.keyUpdate()), "update " + i);
        }

        assertEquals(Optional.of(new TlsAlert(true, "unexpected_message")), server.receive(client.keyUpdate()));
        assertTrue(server.takeOutput().length > 0, "an alert");
    }

    @Test
    void answersAClientThatHasChangedItsKeys() throws Exception {
        var server = P256.open();
        var client = new EngineClient();
        assertEquals(FINE, client.shakeHands(server));
        assertEquals(FINE, server.receive(client.keyUpdate()));

        assertAnswers(server, client);
    }

    /** K12, K5: however a client cuts its octets, the handshake is the same; and one that stops anywhere leaves nothing. */
    @Test
    void takesTheHandshakeInPiecesOfOneOctet() throws Exception {
        var server = P256.open();
        var client = new EngineClient();
        for (int flights = 0; flights < 3; flights++) {
            for (byte octet : client.flight()) {
                assertEquals(FINE, server.receive(new byte[] {octet}));
            }
            client.take(server.takeOutput());
        }
        assertTrue(server.isSecured());
        for (byte octet : client.sealed(REQUEST)) {
            assertEquals(0, server.takeInput().length);
            assertEquals(FINE, server.receive(new byte[] {octet}));
        }
        assertArrayEquals(REQUEST, server.takeInput());
    }

    /**
     * Whatever octet on the way is another, no handshake comes of it, and nothing throws; but for a record's version,
     * which TLS 1.3 has nobody look at (RFC 8446 section 5.1).
     */
    @Test
    void securesNothingThatWasTamperedWith() throws Exception {
        int length = new EngineClient().flight().length;
        for (int at = 3; at < length; at++) {
            var server = P256.open();
            var client = new EngineClient();
            byte[] hello = client.flight();
            hello[at] ^= 1;
            var refused = server.receive(hello);
            if (refused.isEmpty()) {
                finishAnyhow(server, client);
            }
            assertFalse(server.isSecured(), "octet " + at);
        }
    }

    private static void finishAnyhow(TlsConnection server, EngineClient client) {
        try {
            client.take(server.takeOutput());
            byte[] flight = client.flight();
            if (flight.length > 0) {
                server.receive(flight);
            }
        } catch (SSLException clientNoticed) {
            assertTrue(clientNoticed.getMessage() != null);
        }
    }

    @Test
    void refusesATamperedFinished() throws Exception {
        int length = finished(new EngineClient(), P256.open()).length;
        for (int at = length - 40; at < length; at++) {
            var server = P256.open();
            byte[] flight = finished(new EngineClient(), server);
            flight[at] ^= 0x40;

            assertTrue(server.receive(flight).isPresent(), "octet " + at + " of " + length);
            assertFalse(server.isSecured());
            assertTrue(server.takeOutput().length > 0, "an alert");
        }
    }

    private static byte[] finished(EngineClient client, TlsConnection server) throws SSLException {
        server.receive(client.flight());
        client.take(server.takeOutput());
        return client.flight();
    }

    @Test
    void costsNothingBeforeTheFirstOctet() {
        var idle = P256.open();

        assertFalse(idle.isSecured());
        assertFalse(idle.isInputClosed());
        assertEquals(0, idle.takeOutput().length);
        assertEquals(0, idle.takeInput().length);
        assertThrows(IllegalStateException.class, () -> idle.answer(new byte[1]));
    }

    /** K28: what is printed of a connection or a certificate holds no key. */
    @Test
    void printsNoKeys() throws Exception {
        var certificate = TestCertificates.issued("localhost");
        var server = new ServedCertificates(List.of(certificate)).open();
        var client = new EngineClient();
        assertEquals(FINE, client.shakeHands(server));
        String printed = certificate + " " + server + " " + client;
        String secret = HexFormat.of().formatHex(certificate.key().getEncoded());

        assertFalse(printed.contains(secret.substring(secret.length() - 16)), printed);
        assertTrue(printed.startsWith("ServerCertificate[CN=localhost, until "), printed);
    }
}
