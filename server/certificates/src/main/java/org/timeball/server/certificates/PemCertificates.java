package org.timeball.server.certificates;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.state.Readers;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** Reads a server's identity from the two PEM files an operator names, and writes such files. */
public final class PemCertificates {

    private PemCertificates() {}

    /**
     * What was read.
     *
     * @param identity usable as it is
     * @param warnings what clients will stumble over all the same, a sentence each
     */
    public record Loaded(ServerIdentity identity, List<String> warnings) {

        /** Copies the list. */
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads and checks both files.
     *
     * @param chainFile PEM, the server's own certificate first, then those between it and the authority
     * @param keyFile   PEM, unencrypted, readable by its owner alone
     * @param now       by which dates are judged: a date that does not fit is a warning
     * @throws UnusableCertificateException naming the file, what is wrong, and the remedy
     */
    public static Loaded load(Path chainFile, Path keyFile, Instant now) throws UnusableCertificateException {
        var chain = PemReader.chain(chainFile, readChain(chainFile));
        var key = PemReader.privateKey(keyFile, readKey(keyFile));
        requireTogether(chainFile, chain, keyFile, key);
        return new Loaded(new ServerIdentity(chain, key), warnings(chainFile, chain, now));
    }

    private static byte[] readChain(Path file) throws UnusableCertificateException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException cause) {
            throw new UnusableCertificateException(file, "there is no such file", "correct the path", cause);
        } catch (AccessDeniedException cause) {
            throw new UnusableCertificateException(
                    file, "permission denied", "give the user that runs timeball the right to read it", cause);
        } catch (IOException cause) {
            throw new UnusableCertificateException(
                    file, "cannot be read, " + cause.getMessage(), "see to the cause, or name another file", cause);
        }
    }

    private static byte[] readKey(Path file) throws UnusableCertificateException {
        try {
            return SecretFile.read(file);
        } catch (StateException cause) {
            throw new UnusableCertificateException(cause);
        }
    }

    private static void requireTogether(Path chainFile, List<X509Certificate> chain, Path keyFile, PrivateKey key)
            throws UnusableCertificateException {
        for (int i = 0; i < chain.size(); i++) {
            if (!KeyPairs.belongTogether(chain.get(i).getPublicKey(), key)) {
                continue;
            }
            if (i == 0 && !KeyPairs.signsTls13(chain.getFirst().getPublicKey())) {
                throw new UnusableCertificateException(
                        keyFile,
                        "TLS 1.3 has no signature for this kind of key",
                        "order a certificate for a P-256 key, or for RSA of 2048 bits or more");
            }
            if (i > 0) {
                throw new UnusableCertificateException(
                        chainFile,
                        "the certificate of " + keyFile + " is number " + (i + 1),
                        "put it first, and after it the one that signed it, and so on");
            }
            return;
        }
        throw new UnusableCertificateException(
                keyFile,
                "is not the key of the certificate in " + chainFile,
                "name the key that the certificate was ordered with");
    }

    private static List<String> warnings(Path file, List<X509Certificate> chain, Instant now) {
        var warnings = new ArrayList<String>();
        for (int i = 0; i < chain.size(); i++) {
            var certificate = chain.get(i);
            String name = "%s: the certificate of %s".formatted(file, certificate.getSubjectX500Principal());
            var from = certificate.getNotBefore().toInstant();
            var until = certificate.getNotAfter().toInstant();
            if (now.isAfter(until)) {
                warnings.add("%s expired on %s: clients will refuse it; renew it".formatted(name, until));
            } else if (now.isBefore(from)) {
                warnings.add("%s counts from %s only: see whether this clock is right".formatted(name, from));
            }
            if (i + 1 < chain.size() && !hasSigned(chain.get(i + 1), certificate)) {
                warnings.add(name + " was not signed by the one after it: put them in order, or leave that one out");
            }
        }
        if (!hasAlternativeName(chain.getFirst())) {
            warnings.add(file + ": has no subjectAltName: clients match names by that alone; order one that has");
        }
        return warnings;
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean hasAlternativeName(X509Certificate certificate) {
        return certificate.getExtensionValue("2.5.29.17") != null; // id-ce-subjectAltName, RFC 5280 section 4.2.1.6
    }

    /**
     * Writes an identity as two PEM files, the key first and for its owner alone.
     *
     * @param chainName name of the chain's file in {@code directory}
     * @param keyName   name of the key's file in {@code directory}
     * @throws StateException if they cannot be written
     */
    public static void save(StateDirectory directory, String chainName, String keyName, ServerIdentity identity)
            throws StateException {
        var open = identity.leaf().getPublicKey();
        directory.writePlain(keyName, Pem.encode(identity.key(), open), Readers.OWNER);
        directory.writePlain(chainName, Pem.encode(identity.chain()), Readers.EVERYBODY);
    }
}
