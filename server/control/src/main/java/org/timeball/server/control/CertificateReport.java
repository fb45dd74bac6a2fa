package org.timeball.server.control;

import java.util.List;

/**
 * The certificates that the daemon keeps.
 *
 * @param isTimeKnown  whether dates can be judged
 * @param certificates in the configuration's order
 * @param authority    the box's own, if it has one
 */
public record CertificateReport(boolean isTimeKnown, List<CertificateRecord> certificates, AuthorityRecord authority) {

    /** Copies the list. */
    public CertificateReport {
        certificates = List.copyOf(certificates);
    }
}
