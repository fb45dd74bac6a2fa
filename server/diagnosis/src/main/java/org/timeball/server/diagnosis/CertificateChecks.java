package org.timeball.server.diagnosis;

import java.util.List;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** What clients have against each certificate, in the order in which they would notice. */
final class CertificateChecks {

    /** An automatic renewal that has not come by then will not come by itself. */
    private static final double LATE_DAYS = 7;

    private static final double LAST_DAYS = 2;

    private CertificateChecks() {}

    static List<Check> of(Facts facts) {
        return facts.certificates().stream().map(CertificateChecks::check).toList();
    }

    private static Check check(CertificateFacts one) {
        var subject = new Subject("certificate." + one.name(), CheckArea.CERTIFICATES, "Certificate " + one.name());
        if (!one.problem().isEmpty()) {
            return subject.bad(
                    one.problem() + ".", "timeball certificate status says what came of the last attempt to get one.");
        }
        if (!one.isForWanted()) {
            return subject.bad(
                    Sentence.of(
                            "It is for %s, and clients come for %s.",
                            String.join(", ", one.names()), String.join(", ", one.wanted())),
                    "Get one for that name, or register at the pool the name that it has.");
        }
        if (Double.isNaN(one.daysLeft())) {
            return subject.unknown(
                    Sentence.of(
                            "It is for %s; its dates are not judged before the time is known.",
                            String.join(", ", one.names())),
                    "Wait for the clock.");
        }
        return dated(subject, one);
    }

    private static Check dated(Subject subject, CertificateFacts one) {
        var seen = Sentence.of(
                "It is for %s, by %s, and lasts %.1f days.",
                String.join(", ", one.names()), one.issuer(), one.daysLeft());
        if (one.daysLeft() < 0) {
            return subject.bad(
                    Sentence.of("It expired %.1f days ago, and no client accepts it.", -one.daysLeft()),
                    "Renew it: sudo timeball certificate renew " + one.name() + ".");
        }
        if (!one.alarm().isEmpty()) {
            return one.daysLeft() < LAST_DAYS
                    ? subject.bad(one.alarm() + ".", "Its name, port 80 or DNS: see the page Certificates.")
                    : subject.attention(one.alarm() + ".", "Its name, port 80 or DNS: see the page Certificates.");
        }
        if (one.daysLeft() < LATE_DAYS && one.trust() != CertificateFacts.Trust.OWN_AUTHORITY) {
            return subject.attention(seen, "Its renewal is late: see what came of the last attempt.");
        }
        return trusted(subject, one, seen);
    }

    private static Check trusted(Subject subject, CertificateFacts one, String seen) {
        return switch (one.trust()) {
            case WORLD -> subject.good(seen);
            case OWN_AUTHORITY ->
                subject.good(seen + " Clients need the box's own authority: timeball certificate own-ca.");
            case PRIVATE_AUTHORITY ->
                subject.attention(
                        seen + " This machine does not trust its authority.",
                        "Where that is an authority of your own, give it to clients; a pool needs one that everybody trusts.");
            case ALONE ->
                subject.attention(
                        seen + " It is sent alone, without the certificates between it and its authority.",
                        "Put the whole chain into the file (fullchain.pem, not cert.pem).");
            case BROKEN_CHAIN ->
                subject.bad(
                        seen + " What comes after it in the file does not vouch for it.",
                        "Put the certificates into the file in their order: the server's own first, then its issuer's.");
            case SELF_SIGNED ->
                subject.attention(
                        seen + " It vouches for itself.",
                        "Some clients refuse that outright (ntpd-rs does): use from = \"own-ca\" or \"acme\".");
        };
    }
}
