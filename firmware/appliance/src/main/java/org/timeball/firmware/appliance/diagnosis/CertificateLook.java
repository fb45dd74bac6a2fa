package org.timeball.firmware.appliance.diagnosis;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.diagnosis.CertificateFacts;
import org.timeball.server.diagnosis.CertificateFacts.Trust;
import org.timeball.server.keyexchange.ServerCertificate;

/** Looks at the certificates that clients are shown, in their files; keys that stand beside them are not looked at. */
final class CertificateLook {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

    private static final double SECONDS_PER_DAY = 86_400;

    private CertificateLook() {}

    /**
     * A certificate that is to be looked at.
     *
     * @param name   for people
     * @param file   PEM, the server's own first
     * @param isOwn  whether the box's own authority made it
     * @param wanted names under which clients come
     */
    record Shown(String name, Path file, boolean isOwn, List<String> wanted) {

        /** Copies the list. */
        Shown {
            wanted = List.copyOf(wanted);
        }

        /** What is in its file; none where there is none, or it cannot be read. */
        List<X509Certificate> chain() {
            return certificates(SystemFile.text(file));
        }
    }

    /**
     * Looks at one.
     *
     * @param now    empty while the time is not known
     * @param alarms of those that the daemon keeps, by their names
     */
    static CertificateFacts look(Shown shown, Optional<Instant> now, Map<String, String> alarms) {
        var chain = shown.chain();
        var alarm = alarms.getOrDefault(shown.name(), "");
        if (chain.isEmpty()) {
            return new CertificateFacts(
                    shown.name(),
                    "There is no certificate that can be read in " + shown.file(),
                    List.of(),
                    shown.wanted(),
                    true,
                    "",
                    Double.NaN,
                    Trust.PRIVATE_AUTHORITY,
                    alarm);
        }
        var leaf = chain.getFirst();
        var names = CertificateNames.of(leaf);
        return new CertificateFacts(
                shown.name(),
                "",
                names,
                shown.wanted(),
                shown.wanted().stream().allMatch(wanted -> ServerCertificate.matches(names, wanted)),
                leaf.getIssuerX500Principal().getName(),
                now.map(today -> Duration.between(today, leaf.getNotAfter().toInstant())
                                        .toSeconds()
                                / SECONDS_PER_DAY)
                        .orElse(Double.NaN),
                shown.isOwn() ? Trust.OWN_AUTHORITY : trust(chain),
                alarm);
    }

    private static List<X509Certificate> certificates(String pem) {
        var text =
                CERTIFICATE.matcher(pem).results().map(match -> match.group()).collect(Collectors.joining("\n"));
        try {
            var read = new ArrayList<X509Certificate>();
            for (var one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))) {
                read.add((X509Certificate) one);
            }
            return read;
        } catch (GeneralSecurityException unreadable) {
            return List.of();
        }
    }

    static Trust trust(List<X509Certificate> chain) {
        var leaf = chain.getFirst();
        if (isIssuedBy(leaf, leaf)) {
            return Trust.SELF_SIGNED;
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
                return Trust.BROKEN_CHAIN;
            }
        }
        if (isTrustedHere(chain)) {
            return Trust.WORLD;
        }
        return chain.size() == 1 ? Trust.ALONE : Trust.PRIVATE_AUTHORITY;
    }

    private static boolean isIssuedBy(X509Certificate one, X509Certificate issuer) {
        try {
            if (!one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                return false;
            }
            one.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** By the authorities alone: dates are another check's, so it is looked at in its first second. */
    private static boolean isTrustedHere(List<X509Certificate> chain) {
        try {
            var anchors = authorities();
            var path = CertificateFactory.getInstance("X.509")
                    .generateCertPath(chain.stream()
                            .filter(one -> anchors.stream().noneMatch(anchor -> one.equals(anchor.getTrustedCert())))
                            .toList());
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(chain.getFirst().getNotBefore().toInstant()));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false;
        }
    }

    private static Set<TrustAnchor> authorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .map(issuer -> new TrustAnchor(issuer, null))
                .collect(Collectors.toSet());
    }
}
