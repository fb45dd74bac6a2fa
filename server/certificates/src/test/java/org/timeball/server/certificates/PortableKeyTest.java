package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A key file that other programs read, judged by OpenSSL and GnuTLS. */
class PortableKeyTest {

    private static final Path NAME = Path.of("key.pem");

    @TempDir
    Path folder;

    /** What is made, and how its kind is called by both. */
    record Kind(String algorithm, AlgorithmParameterSpec size, String words) {

        KeyPair make() throws GeneralSecurityException {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static final List<Kind> KINDS = List.of(
            new Kind("EC", new ECGenParameterSpec("secp256r1"), "P-256"),
            new Kind("EC", new ECGenParameterSpec("secp384r1"), "P-384"),
            new Kind("EC", new ECGenParameterSpec("secp521r1"), "P-521"),
            new Kind("Ed25519", NamedParameterSpec.ED25519, "Ed25519"),
            new Kind("RSA", new RSAKeyGenParameterSpec(2_048, RSAKeyGenParameterSpec.F4), "RSA"));

    @ParameterizedTest
    @FieldSource("KINDS")
    void isReadByOpensslWithItsPublicHalf(Kind kind) throws Exception {
        var pair = kind.make();
        var said = run("openssl", "pkey", "-in", written(pair).toString(), "-pubout", "-outform", "DER");
        assertEquals(
                HexFormat.of().formatHex(pair.getPublic().getEncoded()),
                HexFormat.of().formatHex(said));
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void isReadByGnutls(Kind kind) throws Exception {
        var said = text(
                run("certtool", "--key-info", "--infile", written(kind.make()).toString()));
        assertTrue(said.contains("Public Key Algorithm: "), said);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void isReadByUs(Kind kind) throws Exception {
        var pair = kind.make();
        var file = written(pair);
        var read = PemReader.privateKey(file, Files.readAllBytes(file));
        assertTrue(KeyPairs.belongTogether(pair.getPublic(), read));
    }

    /** Scalars of every length, and the public point at its end. */
    static final List<BigInteger> SCALARS = List.of(
            BigInteger.ONE,
            BigInteger.TWO.pow(200),
            // The highest bit set: a BigInteger puts a zero before it.
            BigInteger.TWO.pow(255).add(BigInteger.TEN));

    @ParameterizedTest
    @FieldSource("SCALARS")
    void holdsScalarAndPoint(BigInteger scalar) throws GeneralSecurityException {
        var open = (ECPublicKey) KINDS.getFirst().make().getPublic();
        var secret = (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, open.getParams()));
        var der = HexFormat.of().formatHex(PortableKey.pkcs8(secret, open));
        var point = HexFormat.of().formatHex(open.getEncoded()).substring(2 * 26);
        // PKCS #8 of id-ecPublicKey on prime256v1, as the libraries' own templates have it.
        assertEquals(
                "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420%064xa144034200%s"
                        .formatted(scalar, point),
                der);
    }

    /** RFC 8410 section 10.3. */
    @Test
    void anEd25519KeyIsOfTheFirstVersion() throws Exception {
        var pair = KINDS.get(3).make();
        var der = PortableKey.pkcs8(pair.getPrivate(), pair.getPublic());
        assertEquals("302e020100300506032b657004220420", HexFormat.of().formatHex(der, 0, 16));
        assertEquals(48, der.length);
    }

    /** The second version of the same section, as some authorities' tools write it. */
    @Test
    void oneOfTheSecondVersionIsReadAndComesOutAsOfTheFirst() throws Exception {
        var pem = """
                -----BEGIN PRIVATE KEY-----
                MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
                Z9w7lshQhqowtrbLDFw4rXAxZuE=
                -----END PRIVATE KEY-----
                """;
        var open = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of()
                        .parseHex("302a300506032b6570032100"
                                + "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")));
        var read = PemReader.privateKey(NAME, pem.getBytes(StandardCharsets.US_ASCII));
        assertTrue(KeyPairs.belongTogether(open, read));
        assertEquals(48, PortableKey.pkcs8(read, open).length);
    }

    private Path written(KeyPair pair) throws IOException {
        return Files.write(folder.resolve(NAME), Pem.encode(pair.getPrivate(), pair.getPublic()));
    }

    private static String text(byte[] said) {
        return new String(said, StandardCharsets.UTF_8);
    }

    private static byte[] run(String... command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))),
                "skipped: " + command[0] + " is not installed");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] said = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), () -> text(said));
        return said;
    }
}
