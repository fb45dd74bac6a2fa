package org.timeball.server.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads certificates and keys from PEM octets, telling the mistakes people make by their name. */
final class PemReader {

    private PemReader() {}

    /**
     * The certificates, in the order of the file.
     *
     * @param file for messages
     * @throws UnusableCertificateException if there is none, or one does not decode
     */
    static List<X509Certificate> chain(Path file, byte[] pem) throws UnusableCertificateException {
        var chain = new ArrayList<X509Certificate>();
        for (Object found : objects(file, pem)) {
            if (found instanceof X509CertificateHolder certificate) {
                chain.add(certificate(file, certificate));
            }
        }
        if (chain.isEmpty()) {
            throw new UnusableCertificateException(
                    file,
                    "holds no certificate",
                    "it must be PEM, with -----BEGIN CERTIFICATE----- and the server's own certificate first");
        }
        return List.copyOf(chain);
    }

    private static X509Certificate certificate(Path file, X509CertificateHolder holder)
            throws UnusableCertificateException {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException cause) {
            throw new UnusableCertificateException(
                    file, "a certificate in it does not decode", "fetch the file again from where it came", cause);
        }
    }

    /**
     * The private key: PKCS #8, or the older forms of OpenSSL for EC and RSA.
     *
     * @param file for messages
     * @throws UnusableCertificateException if there is none, or it is encrypted or does not decode
     */
    static PrivateKey privateKey(Path file, byte[] pem) throws UnusableCertificateException {
        for (Object found : objects(file, pem)) {
            switch (found) {
                case PrivateKeyInfo key -> {
                    return privateKey(file, key);
                }
                case PEMKeyPair pair -> {
                    return privateKey(file, pair.getPrivateKeyInfo());
                }
                case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ -> throw encrypted(file);
                default -> {} // parameters of a curve, or a certificate in the same file
            }
        }
        throw new UnusableCertificateException(
                file, "holds no private key", "it must be PEM, with -----BEGIN PRIVATE KEY-----");
    }

    /** All that a file holds, in its order. */
    record Found(List<X509Certificate> certificates, List<PrivateKey> keys) {}

    /**
     * Certificates and keys, some or none of each.
     *
     * @param file for messages
     * @throws UnusableCertificateException if it is no PEM, or a key is encrypted
     */
    static Found whatever(Path file, byte[] pem) throws UnusableCertificateException {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        for (Object each : objects(file, pem)) {
            switch (each) {
                case X509CertificateHolder certificate -> found.certificates().add(certificate(file, certificate));
                case PrivateKeyInfo key -> found.keys().add(privateKey(file, key));
                case PEMKeyPair pair -> found.keys().add(privateKey(file, pair.getPrivateKeyInfo()));
                case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ -> throw encrypted(file);
                default -> {} // parameters of a curve
            }
        }
        return found;
    }

    private static UnusableCertificateException encrypted(Path file) {
        return new UnusableCertificateException(
                file,
                "the private key is encrypted, and nobody types a password when a server starts",
                "decrypt it: openssl pkey -in " + file + " -out plain.pem, and chmod 600 plain.pem");
    }

    /**
     * A key of a NIST curve and its public half, which is inside, as {@link PortableKey} writes it.
     *
     * @param file for messages
     * @throws UnusableCertificateException if there is none, or it lacks the public half
     */
    static KeyPair keyPair(Path file, byte[] pem) throws UnusableCertificateException {
        for (Object found : objects(file, pem)) {
            if (found instanceof PrivateKeyInfo key) {
                return keyPair(file, key);
            }
        }
        throw new UnusableCertificateException(file, "holds no private key", "restore it from the backup");
    }

    private static KeyPair keyPair(Path file, PrivateKeyInfo key) throws UnusableCertificateException {
        try {
            var open = ECPrivateKey.getInstance(key.parsePrivateKey()).getPublicKey();
            var both = new PEMKeyPair(new SubjectPublicKeyInfo(key.getPrivateKeyAlgorithm(), open.getOctets()), key);
            return new JcaPEMKeyConverter().getKeyPair(both);
        } catch (IOException | RuntimeException cause) {
            // Bouncy Castle throws unchecked exceptions too for some broken encodings.
            throw new UnusableCertificateException(
                    file, "is no key that was made here", "restore it from the backup", cause);
        }
    }

    private static PrivateKey privateKey(Path file, PrivateKeyInfo key) throws UnusableCertificateException {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (IOException cause) {
            throw new UnusableCertificateException(
                    file, "the private key is of a kind this JDK does not know", "use a P-256 or an RSA key", cause);
        }
    }

    private static List<Object> objects(Path file, byte[] pem) throws UnusableCertificateException {
        var objects = new ArrayList<>();
        try (var parser =
                new PEMParser(new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.US_ASCII))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                objects.add(next);
            }
        } catch (IOException | RuntimeException cause) {
            // Bouncy Castle throws unchecked exceptions too for some broken encodings.
            throw new UnusableCertificateException(file, "is not sound PEM", "fetch or export the file again", cause);
        }
        return objects;
    }
}
