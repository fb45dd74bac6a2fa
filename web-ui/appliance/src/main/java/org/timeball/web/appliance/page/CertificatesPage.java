package org.timeball.web.appliance.page;

import java.util.List;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientLines;

/**
 * The certificates that the daemon keeps, and the box's own authority.
 *
 * @param notice      what became of what was just asked for
 * @param rights      what whoever looks may do
 * @param cards       one for each certificate, in the configuration's order
 * @param authority   the box's own, if it has one
 * @param lines       what to write into clients that trust the own authority; empty where no listener shows its certificate
 * @param isTimeKnown whether dates can be judged
 * @param complaint   why nothing is known; empty where all is well
 */
public record CertificatesPage(
        Notice notice,
        Rights rights,
        List<CertificateCard> cards,
        AuthorityRecord authority,
        List<ClientLines> lines,
        boolean isTimeKnown,
        String complaint) {

    /**
     * What whoever looks may do.
     *
     * @param mayRenew have one ordered now
     * @param mayBring bring one with its key
     */
    public record Rights(boolean mayRenew, boolean mayBring) {}

    /** Copies the lists. */
    public CertificatesPage {
        cards = List.copyOf(cards);
        lines = List.copyOf(lines);
    }

    /** @param nowUtcSecond where the marks of now stand */
    public static CertificatesPage of(Notice notice, Rights rights, CertificateReport report, long nowUtcSecond) {
        return new CertificatesPage(
                notice,
                rights,
                report.certificates().stream()
                        .map(one -> CertificateCard.of(one, nowUtcSecond))
                        .toList(),
                report.authority(),
                lines(report),
                report.isTimeKnown(),
                "");
    }

    /** Where the daemon does not answer. */
    public static CertificatesPage unknown(Notice notice, String complaint) {
        return new CertificatesPage(
                notice, new Rights(false, false), List.of(), AuthorityRecord.NONE, List.of(), false, complaint);
    }

    private static List<ClientLines> lines(CertificateReport report) {
        return report.certificates().stream()
                .filter(one -> one.origin().equals("own-ca") && one.exists() && one.keyExchangePort() != 0)
                .findFirst()
                .map(one -> ClientLines.of(one.hostNames().getFirst(), one.keyExchangePort(), true))
                .orElse(List.of());
    }

    /** What the own authority can vouch for, in words. */
    public String permitted() {
        return authority.permitted().isEmpty()
                ? "whatever it is asked to"
                : String.join(", ", authority.permitted()) + ", nothing else";
    }
}
