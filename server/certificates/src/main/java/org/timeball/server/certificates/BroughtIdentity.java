package org.timeball.server.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person brings: certificates and their key, in one file or several, in any order, PEM or PKCS #12, and made into
 * what a server shows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7292">RFC 7292, PKCS #12</a>
 */
public final class BroughtIdentity {

    /** Of a PKCS #12 file, DER: a SEQUENCE. PEM begins with a letter, a dash or white space. */
    private static final byte DER_SEQUENCE = 0x30;

    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> keys = new ArrayList<>();
    private final Optional<char[]> password;

    private BroughtIdentity(Optional<char[]> password) {
        this.password = password;
    }

    /**
     * Reads all of them together.
     *
     * @param files    at least one
     * @param password of PKCS #12 files
     * @throws UnusableCertificateException saying what is missing or does not fit, and what to do
     */
    public static ServerIdentity read(List<Path> files, Optional<char[]> password) throws UnusableCertificateException {
        var parts = new ArrayList<Part>();
        for (var file : files) {
            parts.add(new Part(file, octets(file)));
        }
        return of(parts, password);
    }

    /**
     * One of the files.
     *
     * @param name   by which a complaint calls it
     * @param octets what it holds
     */
    public record Part(Path name, byte[] octets) {}

    /**
     * The same of files that were read already.
     *
     * @param parts    at least one
     * @param password of PKCS #12 files
     * @throws UnusableCertificateException saying what is missing or does not fit, and what to do
     */
    public static ServerIdentity of(List<Part> parts, Optional<char[]> password) throws UnusableCertificateException {
        var brought = new BroughtIdentity(password);
        for (var part : parts) {
            brought.add(part.name(), part.octets());
        }
        return brought.ordered(parts.stream().map(Part::name).toList());
    }

    private static byte[] octets(Path file) throws UnusableCertificateException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException cause) {
            throw new UnusableCertificateException(file, "there is no such file", "correct the path", cause);
        } catch (IOException cause) {
            throw new UnusableCertificateException(
                    file, "cannot be read, " + cause.getMessage(), "see to the cause", cause);
        }
    }

    private void add(Path file, byte[] octets) throws UnusableCertificateException {
        if (octets.length > 0 && octets[0] == DER_SEQUENCE) {
            addStore(file, octets);
            return;
        }
        var found = PemReader.whatever(file, octets);
        certificates.addAll(found.certificates());
        keys.addAll(found.keys());
    }

    private void addStore(Path file, byte[] octets) throws UnusableCertificateException {
        if (password.isEmpty()) {
            throw new UnusableCertificateException(file, "is PKCS #12 or DER", "give its password; convert DER to PEM");
        }
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(octets), password.get());
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.get()) instanceof PrivateKey key) {
                    keys.add(key);
                    addAll(List.of(store.getCertificateChain(alias)));
                } else if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (IOException | GeneralSecurityException cause) {
            throw new UnusableCertificateException(
                    file, "does not open as PKCS #12", "see that the password is right and the file whole", cause);
        }
    }

    private void addAll(Collection<?> chain) {
        chain.stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .forEach(certificates::add);
    }

    private ServerIdentity ordered(List<Path> files) throws UnusableCertificateException {
        if (certificates.isEmpty()) {
            throw new UnusableCertificateException(words(files), "hold no certificate", "bring the server's own, PEM");
        }
        if (keys.isEmpty()) {
            throw new UnusableCertificateException(
                    words(files), "hold no private key", "bring the key that the certificate was ordered with");
        }
        for (var key : keys) {
            for (var certificate : certificates) {
                if (KeyPairs.belongTogether(certificate.getPublicKey(), key)) {
                    return identity(files, certificate, key);
                }
            }
        }
        throw new UnusableCertificateException(
                words(files), "no key belongs to any of the certificates", "bring the key that one was ordered with");
    }

    private ServerIdentity identity(List<Path> files, X509Certificate leaf, PrivateKey key)
            throws UnusableCertificateException {
        if (!KeyPairs.signsTls13(leaf.getPublicKey())) {
            throw new UnusableCertificateException(
                    words(files),
                    "TLS 1.3 has no signature for this kind of key",
                    "order a certificate for a P-256 key, or for RSA of 2048 bits or more");
        }
        return new ServerIdentity(chain(leaf), key);
    }

    private static String words(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** Each by the one that signed it, without the root: clients have that. */
    private List<X509Certificate> chain(X509Certificate leaf) {
        var chain = new ArrayList<X509Certificate>();
        var next = Optional.of(leaf);
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = issuer(next.get());
        }
        return chain;
    }

    private Optional<X509Certificate> issuer(X509Certificate signed) {
        return certificates.stream()
                .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                .filter(each -> hasSigned(each, signed))
                .findFirst();
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate signed) {
        if (!issuer.getSubjectX500Principal().equals(signed.getIssuerX500Principal())) {
            return false;
        }
        try {
            signed.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
