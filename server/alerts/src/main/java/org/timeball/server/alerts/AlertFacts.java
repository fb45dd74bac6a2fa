package org.timeball.server.alerts;

import java.util.List;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.Status;

/**
 * What is known of the daemon at one instant.
 *
 * @param status       as the control socket shows it
 * @param certificates that the daemon keeps
 * @param more         what neither of them tells apart, found by those who know
 */
public record AlertFacts(Status status, CertificateReport certificates, List<Finding> more) {

    /** Copies the list. */
    public AlertFacts {
        more = List.copyOf(more);
    }
}
