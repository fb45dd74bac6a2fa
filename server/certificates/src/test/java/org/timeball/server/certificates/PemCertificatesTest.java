package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.StateDirectory;

class PemCertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ServerNames NAMES = new ServerNames(List.of("localhost"), List.of());
    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);
    private static final KeyPair EC = KeyPairs.newP256();
    private static final KeyPair RSA = keyPair("RSA");
    private static final KeyPair ED25519 = keyPair("Ed25519");
    private static final KeyPair ED448 = keyPair("Ed448");
    private static final KeyPair SHORT_RSA = shortRsa();

    @TempDir
    Path directory;

    private static KeyPair keyPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair shortRsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String chain(KeyPair keys) {
        return text(Pem.encode(AUTHORITY.issue(keys.getPublic(), NAMES, NOW)));
    }

    private static byte[] pem(KeyPair keys) {
        return Pem.encode(keys.getPrivate(), keys.getPublic());
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /** As older OpenSSL writes it: SEC 1 with the curve's name inside, or PKCS #1. */
    private static String traditional(KeyPair keys) {
        if (keys.getPrivate() instanceof ECPrivateKey secret) {
            var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret.getS(), SECObjectIdentifiers.secp256r1);
            try {
                return pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
        return pem(keys.getPrivate());
    }

    private static String pem(Object object) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        return text.toString();
    }

    /** The outside of an encrypted key, as openssl pkcs8 -topk8 writes it; nobody gets as far as the inside. */
    private static String encrypted() {
        try {
            byte[] der = new EncryptedPrivateKeyInfo("PBES2", new byte[128]).getEncoded();
            return pem(new PemObject("ENCRYPTED PRIVATE KEY", der));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private PemCertificates.Loaded load(String chain, String key, Instant now) throws Exception {
        Path chainFile = Files.writeString(directory.resolve("chain.pem"), chain);
        Path keyFile = Files.writeString(directory.resolve("key.pem"), key);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return PemCertificates.load(chainFile, keyFile, now);
    }

    record Form(String name, KeyPair keys, String key) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Form> FORMS = List.of(
            new Form("EC, PKCS #8", EC, text(pem(EC))),
            new Form("EC, SEC 1", EC, traditional(EC)),
            new Form(
                    "EC, SEC 1 after its parameters, as openssl ecparam writes it",
                    EC,
                    "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + traditional(EC)),
            new Form("RSA, PKCS #8", RSA, text(pem(RSA))),
            new Form("RSA, PKCS #1", RSA, traditional(RSA)),
            new Form("Ed25519, PKCS #8", ED25519, text(pem(ED25519))),
            new Form("key behind its certificate in one file", EC, chain(EC) + text(pem(EC))),
            new Form(
                    "with words and line ends of Windows",
                    EC,
                    "My key\r\n" + traditional(EC).replace("\n", "\r\n")));

    @ParameterizedTest
    @FieldSource("FORMS")
    void readsEveryFormOfKey(Form row) throws Exception {
        var loaded = load(chain(row.keys), row.key, NOW);

        assertEquals(row.keys.getPublic(), loaded.identity().leaf().getPublicKey());
        assertTrue(
                KeyPairs.belongTogether(row.keys.getPublic(), loaded.identity().key()));
        assertEquals(List.of(), loaded.warnings());
    }

    record Mistake(String name, String chain, String key, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final String EC_KEY = text(pem(EC));
    static final String EC_CHAIN = chain(EC);

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("empty chain", "", EC_KEY, "chain.pem: holds no certificate; it must be PEM"),
            new Mistake("words for a chain", "hello", EC_KEY, "chain.pem: holds no certificate; it must be PEM"),
            new Mistake("files swapped", EC_KEY, EC_CHAIN, "chain.pem: holds no certificate; it must be PEM"),
            new Mistake("certificate for a key", EC_CHAIN, EC_CHAIN, "key.pem: holds no private key; it must be PEM"),
            new Mistake("empty key", EC_CHAIN, "", "key.pem: holds no private key; it must be PEM"),
            new Mistake(
                    "cut chain",
                    EC_CHAIN.substring(0, 200),
                    EC_KEY,
                    "chain.pem: is not sound PEM; fetch or export the file again"),
            new Mistake(
                    "rotten chain",
                    EC_CHAIN.replaceFirst("MII", "AAA"),
                    EC_KEY,
                    "chain.pem: is not sound PEM; fetch or export the file again"),
            new Mistake("encrypted key", EC_CHAIN, encrypted(), "key.pem: the private key is encrypted"),
            new Mistake(
                    "key of another certificate",
                    EC_CHAIN,
                    text(pem(KeyPairs.newP256())),
                    "key.pem: is not the key of the certificate in"),
            new Mistake(
                    "key of another kind", EC_CHAIN, text(pem(RSA)), "key.pem: is not the key of the certificate in"),
            new Mistake(
                    "a key that TLS 1.3 clients do not take",
                    chain(ED448),
                    text(pem(ED448)),
                    "key.pem: TLS 1.3 has no signature for this kind of key; order"),
            new Mistake(
                    "an RSA key of old",
                    chain(SHORT_RSA),
                    text(pem(SHORT_RSA)),
                    "key.pem: TLS 1.3 has no signature for this kind of key; order"),
            new Mistake(
                    "chain upside down",
                    text(AUTHORITY.pem()) + EC_CHAIN,
                    EC_KEY,
                    "is number 2; put it first, and after it the one that signed it"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void tellsTheMistakeByItsName(Mistake row) {
        var refusal = assertThrows(UnusableCertificateException.class, () -> load(row.chain, row.key, NOW));

        assertTrue(refusal.getMessage().startsWith(directory.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(row.said), refusal.getMessage());
    }

    record Stumble(String name, String chain, Instant now, String warning) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Stumble> STUMBLES = List.of(
            new Stumble(
                    "expired",
                    EC_CHAIN,
                    NOW.plus(Duration.ofDays(731)),
                    "the certificate of CN=localhost expired on 2028-10-31T12:00:00Z"),
            new Stumble(
                    "not yet valid, as on a board whose clock stands at 1970",
                    EC_CHAIN,
                    Instant.EPOCH,
                    "the certificate of CN=localhost counts from 2026-10-31T12:00:00Z only"),
            new Stumble(
                    "a stranger in the chain",
                    EC_CHAIN
                            + text(OwnCertificateAuthority.create("Other", NameConstraints.NONE, NOW)
                                    .pem()),
                    NOW,
                    "was not signed by the one after it"),
            new Stumble(
                    "no name that clients look at",
                    text(Pem.encode(List.of(CertificateForms.authority(
                            new X500Principal("CN=localhost"), EC, NameConstraints.NONE, NOW, Duration.ofDays(1))))),
                    NOW,
                    "has no subjectAltName"));

    @ParameterizedTest
    @FieldSource("STUMBLES")
    void warnsOfWhatClientsWillRefuse(Stumble row) throws Exception {
        var loaded = load(row.chain, EC_KEY, row.now);

        assertEquals(1, loaded.warnings().size(), loaded.warnings()::toString);
        assertTrue(loaded.warnings().getFirst().contains(row.warning), loaded.warnings()::toString);
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws Exception {
        load(EC_CHAIN, EC_KEY, NOW);
        Path keyFile = directory.resolve("key.pem");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

        var refusal = assertThrows(
                UnusableCertificateException.class,
                () -> PemCertificates.load(directory.resolve("chain.pem"), keyFile, NOW));

        assertTrue(refusal.getMessage().endsWith("chmod 600 " + keyFile), refusal.getMessage());
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        load(EC_CHAIN, EC_KEY, NOW);
        Path none = directory.resolve("none.pem");

        var chain = assertThrows(
                UnusableCertificateException.class,
                () -> PemCertificates.load(none, directory.resolve("key.pem"), NOW));
        var key = assertThrows(
                UnusableCertificateException.class,
                () -> PemCertificates.load(directory.resolve("chain.pem"), none, NOW));

        assertEquals(none + ": there is no such file; correct the path", chain.getMessage());
        assertEquals(
                "cannot read " + none + ": No such file or directory; create it, or correct the path",
                key.getMessage());
    }

    @Test
    void readsBackWhatItSaved() throws Exception {
        var identity = AUTHORITY.issue(NAMES, NOW);
        var state = StateDirectory.open(directory.resolve("state"));

        PemCertificates.save(state, "web.pem", "web-key.pem", identity);

        var loaded = PemCertificates.load(state.resolve("web.pem"), state.resolve("web-key.pem"), NOW);
        assertEquals(identity.chain(), loaded.identity().chain());
        // The keys are one, though this one came with its public half beside it.
        assertEquals(
                ((ECPrivateKey) identity.key()).getS(),
                ((ECPrivateKey) loaded.identity().key()).getS());
    }

    /** Bouncy Castle throws many things at broken encodings; the operator sees one kind. */
    @Test
    void neverFailsInAnotherWay() throws Exception {
        var random = new Random(7468);
        var read = new ArrayList<String>();
        for (int i = 0; i < 2_000; i++) {
            byte[] pem = (i % 2 == 0 ? EC_CHAIN : EC_KEY).getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                pem[random.nextInt(pem.length)] = (byte) random.nextInt(128);
            }
            try {
                read.add(
                        i % 2 == 0
                                ? PemReader.chain(directory, pem).toString()
                                : PemReader.privateKey(directory, pem).getAlgorithm());
            } catch (UnusableCertificateException expected) {
                assertTrue(expected.getMessage().startsWith(directory + ": "), expected.getMessage());
            }
        }
        assertTrue(read.size() < 2_000);
    }
}
