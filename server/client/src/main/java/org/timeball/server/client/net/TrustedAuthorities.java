package org.timeball.server.client.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Who may vouch for a server's name. Immutable; may be shared by any number of clients.
 */
public final class TrustedAuthorities {

    private final Set<TrustAnchor> anchors;
    private final List<X509CRL> revocations;

    private TrustedAuthorities(Collection<X509Certificate> certificates) {
        this(
                certificates.stream()
                        .map(certificate -> new TrustAnchor(certificate, null))
                        .collect(Collectors.toUnmodifiableSet()),
                List.of());
    }

    private TrustedAuthorities(Set<TrustAnchor> anchors, List<X509CRL> revocations) {
        this.anchors = anchors;
        this.revocations = revocations;
    }

    /**
     * Those that the Java runtime trusts.
     *
     * @throws GeneralSecurityException if its list cannot be used
     */
    public static TrustedAuthorities system() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return new TrustedAuthorities(Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .toList());
    }

    /**
     * Those in a file, and no others.
     *
     * @param pem one certificate or more, PEM
     * @throws IOException              if it cannot be read
     * @throws GeneralSecurityException if there is something else in it, or nothing
     */
    public static TrustedAuthorities of(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException("there is no certificate in " + pem);
            }
            return new TrustedAuthorities(certificates);
        }
    }

    /** These, and no others. */
    public static TrustedAuthorities of(List<X509Certificate> certificates) {
        return new TrustedAuthorities(certificates);
    }

    /**
     * The same, less the certificates that a list of theirs has taken back. Nobody is asked over the network; of what no
     * list is given, nothing is taken back.
     *
     * @param lists one revocation list or more, PEM or DER
     * @throws IOException              if they cannot be read
     * @throws GeneralSecurityException if there is something else in the file, or nothing
     */
    public TrustedAuthorities without(Path lists) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(lists)) {
            var read = CertificateFactory.getInstance("X.509").generateCRLs(in).stream()
                    .map(X509CRL.class::cast)
                    .toList();
            if (read.isEmpty()) {
                throw new CertificateException("there is no revocation list in " + lists);
            }
            return new TrustedAuthorities(anchors, read);
        }
    }

    List<X509CRL> revocations() {
        return revocations;
    }

    Set<TrustAnchor> anchors() {
        return anchors;
    }
}
