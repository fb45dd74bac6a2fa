package org.timeball.server.keyexchange.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.SignatureScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.keyexchange.TlsAlert;

/** Which certificate a client is shown: by the name it asks for, and by what it can verify. */
class ServedCertificatesTest {

    private static final ServerCertificate FIRST = TestCertificates.issued("time.example", "localhost");
    private static final ServerCertificate SECOND = TestCertificates.issuedFor("RSA", "pool.example", "*.pool.example");
    private static final ServerCertificate THIRD =
            TestCertificates.issuedFor("Ed25519", "pool.example", "third.example");

    private static final List<ServerCertificate> ALL = List.of(FIRST, SECOND, THIRD);

    private static final List<Integer> ANY = List.of(
            SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ed25519, SignatureScheme.ecdsa_secp256r1_sha256);

    record Wish(String name, List<Integer> signatures, ServerCertificate shown, boolean isNamed) {
        @Override
        public String toString() {
            return name + " " + signatures;
        }
    }

    static final List<Wish> WISHES = List.of(
            new Wish("time.example", List.of(), FIRST, true),
            new Wish("TIME.Example", List.of(), FIRST, true),
            new Wish("pool.example", List.of(), SECOND, true),
            new Wish("pool.example", List.of(SignatureScheme.ed25519), THIRD, true),
            new Wish("0.pool.example", List.of(), SECOND, true),
            new Wish("0.pool.example", List.of(SignatureScheme.ed25519), THIRD, false),
            new Wish("a.0.pool.example", List.of(), FIRST, false),
            new Wish("*.pool.example", List.of(), SECOND, true),
            new Wish("unknown.example", List.of(), FIRST, false),
            new Wish("unknown.example", List.of(SignatureScheme.rsa_pss_rsae_sha512), SECOND, false),
            new Wish(".", List.of(), FIRST, false),
            new Wish("", List.of(), FIRST, true));

    @ParameterizedTest
    @FieldSource("WISHES")
    void showsWhatIsAskedForOrElseTheFirst(Wish row) {
        var schemes = row.signatures.isEmpty() ? ANY : row.signatures;
        var known = schemes.stream()
                .map(SignatureScheme::getSignatureAndHashAlgorithm)
                .toList();

        var choice = new ServedCertificates(ALL)
                .choose(row.name.isEmpty() ? Optional.empty() : Optional.of(row.name), known)
                .orElseThrow();

        assertEquals(row.shown.names(), choice.credentials().names());
        assertEquals(row.isNamed, choice.isNamed());
    }

    @Test
    void showsNothingToAClientThatCouldNotVerifyIt() {
        var known = List.of(SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp521r1_sha512));

        assertEquals(Optional.empty(), new ServedCertificates(ALL).choose(Optional.of("time.example"), known));
    }

    /** K15: which failures are the name's fault is told apart from those that are the certificate's. */
    @Test
    void tellsANameThatNobodyHas() throws Exception {
        var server = new ServedCertificates(List.of(TestCertificates.issued("time.example"))).open();
        var client = new EngineClient(EngineClient.asking("elsewhere.example"));

        assertEquals(Optional.of(KeyExchangeFailure.UNKNOWN_SERVER_NAME), refusalByClient(server, client));
    }

    @Test
    void tellsAlertsOfTheClientByTheirName() throws Exception {
        var forged = new ServerCertificate(
                TestCertificates.issued("localhost").chain(),
                TestCertificates.issued("localhost").key());
        var server = new ServedCertificates(List.of(forged)).open();

        var refusal = refusalByClient(server, new EngineClient(EngineClient.asking("localhost")));

        assertEquals(Optional.of(new TlsAlert(false, "handshake_failure")), refusal);
    }

    private static Optional<Failure> refusalByClient(TlsConnection server, EngineClient client) throws SSLException {
        server.receive(client.flight());
        assertThrows(SSLException.class, () -> client.take(server.takeOutput()));
        return server.receive(client.flight());
    }

    @Test
    void keepsWhatItHasWhenTheNewCannotBeServed() throws Exception {
        var certificates = new ServedCertificates(List.of(FIRST));

        assertThrows(IllegalArgumentException.class, () -> certificates.swap(List.of()));

        var client = new EngineClient();
        assertEquals(Optional.empty(), client.shakeHands(certificates.open()));
        assertEquals(FIRST.chain().getFirst(), client.certificate());
    }

    /** K16: a handshake that began before a swap ends with the certificate it began with. */
    @Test
    void aSwapDoesNotTouchAHandshakeUnderWay() throws Exception {
        var certificates = new ServedCertificates(List.of(FIRST));
        var server = certificates.open();
        var client = new EngineClient();
        server.receive(client.flight());

        certificates.swap(List.of(TestCertificates.issued("localhost")));

        client.take(server.takeOutput());
        assertEquals(Optional.empty(), client.shakeHands(server));
        assertEquals(FIRST.chain().getFirst(), client.certificate());
        var next = new EngineClient();
        assertEquals(Optional.empty(), next.shakeHands(certificates.open()));
        assertTrue(!FIRST.chain().getFirst().equals(next.certificate()), "and the next one has the new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "Ed25519", "RSA"})
    void rehearsesWithEveryKindOfKey(String kind) {
        var certificates = new ServedCertificates(List.of(TestCertificates.issuedFor(kind, "localhost")));

        assertEquals(3, certificates.rehearse(3, Duration.ofMinutes(1)));
        assertEquals(0, certificates.rehearse(3, Duration.ZERO), "there is no time");
    }
}
