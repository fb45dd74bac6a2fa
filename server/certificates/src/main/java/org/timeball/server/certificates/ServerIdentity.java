package org.timeball.server.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a TLS server proves itself with.
 *
 * @param chain at least one certificate; the server's own first, each next one has signed the one before
 * @param key   belongs to the first certificate
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {

    /**
     * Copies the chain and tries the key on its first certificate.
     *
     * @throws IllegalArgumentException if the chain is empty or the key is not that of its first certificate
     */
    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity without a certificate");
        }
        if (!KeyPairs.belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new IllegalArgumentException("the key is not that of the certificate");
        }
    }

    /** The server's own certificate. */
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** Names and dates; nothing of the key. */
    @Override
    public String toString() {
        return "ServerIdentity[%s, until %s]"
                .formatted(subject(), leaf().getNotAfter().toInstant());
    }

    /** Public authorities leave it empty and put all into the names. */
    private String subject() {
        var subject = leaf().getSubjectX500Principal().getName();
        return subject.isEmpty() ? String.join(", ", CertificateNames.of(leaf())) : subject;
    }
}
