package org.timeball.web.appliance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate chain and the private key the pages are served with, read from PEM files into memory and nowhere else.
 *
 * <p>Whether the certificate is trusted, valid today and names this box is for the browser to check.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468, PEM</a>
 */
final class TlsIdentity {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** A key's algorithm and the signature that proves it belongs to a certificate. */
    private record Algorithm(String key, String signature) {}

    private static final List<Algorithm> ALGORITHMS = List.of(
            new Algorithm("EC", "SHA256withECDSA"),
            new Algorithm("RSA", "SHA256withRSA"),
            new Algorithm("EdDSA", "EdDSA"));

    /** Of a GeneralName: RFC 5280, section 4.2.1.6. */
    private static final Integer DNS_NAME = 2;

    private static final byte[] PROBE = "timeball".getBytes(StandardCharsets.US_ASCII);

    private final List<X509Certificate> chain;
    private final PrivateKey privateKey;

    private TlsIdentity(List<X509Certificate> chain, PrivateKey privateKey) {
        this.chain = chain;
        this.privateKey = privateKey;
    }

    /**
     * Reads both files and checks that they belong together.
     *
     * @throws StartException naming the file and what to do
     */
    static TlsIdentity read(Path certificate, Path privateKey) throws StartException {
        var chain = chain(certificate);
        var pkcs8 = pkcs8(privateKey);
        for (var algorithm : ALGORITHMS) {
            if (algorithm.key().equals(familyOf(chain.getFirst().getPublicKey()))) {
                return new TlsIdentity(chain, matching(algorithm, chain.getFirst(), pkcs8, certificate, privateKey));
            }
        }
        throw new StartException(
                "--certificate " + certificate + ": keys of type "
                        + chain.getFirst().getPublicKey().getAlgorithm() + " cannot be served",
                "use an EC, RSA or Ed25519 certificate");
    }

    /**
     * The names of the server's own certificate.
     *
     * @throws StartException if they cannot be read
     */
    List<String> names() throws StartException {
        try {
            var alternatives = Optional.ofNullable(chain.getFirst().getSubjectAlternativeNames());
            return alternatives.stream()
                    .flatMap(Collection::stream)
                    .filter(name -> name.getFirst().equals(DNS_NAME))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateException unreadable) {
            throw new StartException(
                    "the names of the certificate cannot be read (" + unreadable.getMessage() + ")",
                    "have it made anew",
                    unreadable);
        }
    }

    /** Whether one of these authorities vouches for it now, through the chain that is served. */
    boolean isTrustedBy(X509TrustManager authorities) {
        try {
            authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return true;
        } catch (CertificateException unknown) {
            return false;
        }
    }

    /** Both in a key store that lives in memory, without a password. */
    KeyStore keyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("web", privateKey, new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError("a key store in memory takes a key and its chain", impossible);
        }
    }

    private static List<X509Certificate> chain(Path file) throws StartException {
        try {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content("--certificate", file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException unreadable) {
            throw new StartException(
                    "--certificate " + file + " holds no readable certificate: " + unreadable.getMessage(),
                    "give a PEM file that begins with -----BEGIN CERTIFICATE-----",
                    unreadable);
        }
        throw new StartException("--certificate " + file + " is empty", "give a PEM file with the certificate chain");
    }

    private static byte[] pkcs8(Path file) throws StartException {
        var block = PKCS8.matcher(new String(content("--private-key", file), StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new StartException(
                    "--private-key " + file + " holds no block -----BEGIN PRIVATE KEY-----",
                    "convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW-FILE");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException malformed) {
            throw new StartException("--private-key " + file + " is damaged", "write it anew", malformed);
        }
    }

    private static byte[] content(String option, Path file) throws StartException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new StartException(option + " " + file + ": no such file", "give the path of a PEM file", missing);
        } catch (IOException unreadable) {
            throw new StartException(
                    option + " " + file + " cannot be read (" + unreadable.getMessage() + ")",
                    "let the user of this process read it",
                    unreadable);
        }
    }

    private static PrivateKey matching(
            Algorithm algorithm, X509Certificate leaf, byte[] pkcs8, Path certificate, Path privateKey)
            throws StartException {
        try {
            var key = KeyFactory.getInstance(algorithm.key()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (signs(algorithm, key, leaf.getPublicKey())) {
                return key;
            }
        } catch (GeneralSecurityException notThatKind) {
            throw new StartException(
                    "--private-key " + privateKey + " is no " + algorithm.key() + " key, as " + certificate
                            + " asks for",
                    "give the key the certificate was made for",
                    notThatKind);
        }
        throw new StartException(
                "--private-key " + privateKey + " does not belong to the first certificate of " + certificate,
                "give the key the certificate was made for, and the server's certificate first");
    }

    private static boolean signs(Algorithm algorithm, PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm.signature());
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] proof = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(proof);
    }

    /** Ed25519 and Ed448 are found by their family's name. */
    private static String familyOf(PublicKey key) {
        return key.getAlgorithm().startsWith("Ed") ? "EdDSA" : key.getAlgorithm();
    }
}
