package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;

class OwnCertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ServerNames NAMES = new ServerNames(
            List.of("localhost", "timeball.home.arpa"),
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));

    @TempDir
    Path parent;

    private StateDirectory directory;

    @BeforeEach
    void openIt() throws Exception {
        directory = StateDirectory.open(parent.resolve("state"));
    }

    private OwnCertificateAuthority openOrCreate() throws Exception {
        return openOrCreate(NOW);
    }

    private OwnCertificateAuthority openOrCreate(Instant now) throws Exception {
        return OwnCertificateAuthority.openOrCreate(directory, "Timeball demo", NameConstraints.NONE, now);
    }

    /**
     * The JDK's own judge of chains, independent of what made them. It overlooks the constraints of an anchor, so the
     * authority's certificate is part of the path and its bare key is the anchor.
     */
    private static void validate(List<X509Certificate> chain, X509Certificate authority, Instant at) throws Exception {
        var anchor = new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
        var parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var certificates = Stream.concat(chain.stream(), Stream.of(authority)).toList();
        var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    @Test
    void issuesWhatTheJdkAccepts() throws Exception {
        var authority = openOrCreate();
        var identity = authority.issue(NAMES, NOW);

        validate(identity.chain(), authority.certificate(), NOW);
        var leaf = identity.leaf();
        assertEquals(-1, leaf.getBasicConstraints(), "no authority itself");
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), leaf.getExtendedKeyUsage(), "servers alone");
        var names = leaf.getSubjectAlternativeNames().stream()
                .map(name -> name.get(1).toString())
                .collect(Collectors.toSet());
        assertEquals(Set.of("localhost", "timeball.home.arpa", "127.0.0.1", "0:0:0:0:0:0:0:1"), names);
        assertEquals("CN=localhost", leaf.getSubjectX500Principal().getName());
        assertTrue(leaf.getSerialNumber().signum() > 0);
        assertNotEquals(
                leaf.getSerialNumber(), authority.issue(NAMES, NOW).leaf().getSerialNumber());
    }

    @Test
    void countsItsDatesFromTheInstantGiven() {
        var authority = OwnCertificateAuthority.create("x", NameConstraints.NONE, NOW);
        var leaf = authority.issue(NAMES, NOW).leaf();

        assertEquals(NOW.minus(Duration.ofDays(1)), leaf.getNotBefore().toInstant());
        assertEquals(NOW.plus(Duration.ofDays(730)), leaf.getNotAfter().toInstant());
        assertEquals(
                NOW.plus(Duration.ofDays(3650)),
                authority.certificate().getNotAfter().toInstant());
    }

    @Test
    void anotherAuthorityIsNotTrusted() throws Exception {
        var ours = OwnCertificateAuthority.create("x", NameConstraints.NONE, NOW);
        var theirs = OwnCertificateAuthority.create("x", NameConstraints.NONE, NOW);
        var chain = ours.issue(NAMES, NOW).chain();

        assertThrows(CertPathValidatorException.class, () -> validate(chain, theirs.certificate(), NOW));
    }

    @Test
    void vouchesForNoMoreThanItsConstraintsSay() throws Exception {
        var constraints = new NameConstraints(List.of("home.arpa", "localhost"), List.of("127.0.0.0/8", "::1/128"));
        var authority = OwnCertificateAuthority.create("x", constraints, NOW);

        validate(authority.issue(NAMES, NOW).chain(), authority.certificate(), NOW);

        for (var outside : List.of(
                new ServerNames(List.of("example.org"), List.of()),
                new ServerNames(List.of("localhost"), List.of(InetAddress.ofLiteral("192.0.2.1"))))) {
            var chain = authority.issue(outside, NOW).chain();
            assertThrows(
                    CertPathValidatorException.class,
                    () -> validate(chain, authority.certificate(), NOW),
                    outside::toString);
        }
    }

    @Test
    void vouchesForAKeyMadeElsewhere() throws Exception {
        var authority = openOrCreate();
        var keys = KeyPairs.newP256();

        var chain = authority.issue(keys.getPublic(), NAMES, NOW);

        validate(chain, authority.certificate(), NOW);
        assertEquals(keys.getPublic(), chain.getFirst().getPublicKey());
    }

    @Test
    void isMadeOnceAndKept() throws Exception {
        var made = openOrCreate();
        var found = openOrCreate(NOW.plus(Duration.ofDays(100)));

        assertEquals(made.certificate(), found.certificate());
        validate(found.issue(NAMES, NOW).chain(), made.certificate(), NOW);
        assertArrayEquals(made.pem(), Files.readAllBytes(directory.resolve(OwnCertificateAuthority.CERTIFICATE_FILE)));
        var mode = Files.getPosixFilePermissions(directory.resolve(OwnCertificateAuthority.KEY_FILE));
        assertEquals("rw-------", PosixFilePermissions.toString(mode));
    }

    @Test
    void isNotReplacedWhenItsKeyIsLost() throws Exception {
        openOrCreate();
        Files.delete(directory.resolve(OwnCertificateAuthority.KEY_FILE));

        var refusal = assertThrows(UnusableCertificateException.class, this::openOrCreate);

        assertTrue(refusal.getMessage().contains("restore it, or remove"), refusal.getMessage());
    }

    @Test
    void isMadeAnewWhenACutLeftItsKeyAlone() throws Exception {
        openOrCreate();
        Files.delete(directory.resolve(OwnCertificateAuthority.CERTIFICATE_FILE));

        var again = openOrCreate();

        validate(again.issue(NAMES, NOW).chain(), again.certificate(), NOW);
    }

    @Test
    void refusesAKeyOfAnother() throws Exception {
        openOrCreate();
        var other = KeyPairs.newP256();
        byte[] key = Pem.encode(other.getPrivate(), other.getPublic());
        directory.writePlain(OwnCertificateAuthority.KEY_FILE, key, Readers.OWNER);

        var refusal = assertThrows(UnusableCertificateException.class, this::openOrCreate);

        assertTrue(refusal.getMessage().contains("is not the key of the authority in"), refusal.getMessage());
    }

    @Test
    void printsNothingOfAKey() throws Exception {
        var identity = openOrCreate().issue(NAMES, NOW);
        String secret = Base64.getEncoder().encodeToString(identity.key().getEncoded());

        assertEquals("ServerIdentity[CN=localhost, until 2028-10-31T12:00:00Z]", identity.toString());
        assertFalse(openOrCreate().toString().contains(secret.substring(40, 60)));
    }

    @Test
    void anIdentityIsAKeyWithItsOwnCertificate() throws Exception {
        var identity = openOrCreate().issue(NAMES, NOW);

        assertThrows(
                IllegalArgumentException.class,
                () -> new ServerIdentity(identity.chain(), KeyPairs.newP256().getPrivate()));
        assertThrows(IllegalArgumentException.class, () -> new ServerIdentity(List.of(), identity.key()));
        assertThrows(IllegalArgumentException.class, () -> new ServerNames(List.of(), List.of()));
    }
}
