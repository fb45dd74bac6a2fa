package org.timeball.firmware.sync.query;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What there is to say of a certificate that was found good. */
final class CertificateFindings {

    /** Public authorities' certificates are renewed with a month left or a third of their time. */
    private static final int DAYS_TO_ACT = 7;

    private CertificateFindings() {}

    static List<Finding> of(X509Certificate certificate, Instant now) {
        long days = Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
        var text = "certificate: good for the name, by \"%s\", %d days left"
                .formatted(certificate.getIssuerX500Principal().getName(), days);
        return List.of(
                days < DAYS_TO_ACT
                        ? Finding.warning(text + "; its renewal has failed, which the server's operator must look into")
                        : Finding.good(text));
    }
}
