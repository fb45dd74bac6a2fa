package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;

/** Certificates, as a person reads of them. */
class CertificateTextTest {

    private static CertificateRecord own(double daysLeft, String alarm) {
        return new CertificateRecord(
                "lan",
                "own-ca",
                List.of("key exchange at 0.0.0.0 port 14460"),
                14_460,
                List.of("box.home.arpa"),
                "CN=Timeball",
                "AB:CD",
                1_762_000_000L,
                1_825_072_000L,
                daysLeft,
                0,
                0,
                0,
                0,
                0,
                "",
                alarm);
    }

    private static CertificateReport report(boolean isTimeKnown, CertificateRecord... certificates) {
        return new CertificateReport(isTimeKnown, List.of(certificates), Example.CERTIFICATES.authority());
    }

    @Test
    void tellsOfEachItsLifeAndWhatComesNext() {
        assertEquals("""
                public: 22.5 days left
                Names          time.example.org, ntp.example.org
                Issuer         CN=R11,O=Let's Encrypt,C=US
                Life           2025-11-01 12:26 to 2026-01-30 12:26
                Fingerprint    AB:CD:EF
                From           acme
                Shown by       key exchange at 0.0.0.0 port 4460
                Next renewal   2026-01-01 00:00, the authority's window is 2025-12-31 16:53 to 2026-01-01 20:40
                Last attempt   2025-11-01 13:26: time.example.org: connection refused (failures in a row: 2)

                lan: none yet
                From           own-ca
                Shown by       nobody
                Next renewal   once the time is known
                """, CertificateText.report(Example.CERTIFICATES));
    }

    @Test
    void judgesNoDateWhereTheTimeIsNotKnown() {
        assertEquals("""
                lan: until 2027-11-01 12:26
                Names          box.home.arpa
                Issuer         CN=Timeball
                Life           2025-11-01 12:26 to 2027-11-01 12:26
                Fingerprint    AB:CD
                From           own-ca
                Shown by       key exchange at 0.0.0.0 port 14460
                Next renewal   once the time is known

                The time is not known yet: no date is judged.
                """, CertificateText.report(report(false, own(Double.NaN, ""))));
    }

    @Test
    void alarmsInTheTextAndByTheExitCode() {
        var alarming = report(true, own(-1, "certificate lan: it has expired, and clients refuse it; renew it"));

        assertEquals(
                "lan: expired\nAlarm: certificate lan: it has expired, and clients refuse it; renew it",
                CertificateText.report(alarming)
                        .lines()
                        .limit(2)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow());
        assertEquals(1, CertificateStatusCommand.exitCode(alarming));
        assertEquals(0, CertificateStatusCommand.exitCode(Example.CERTIFICATES));
    }

    @Test
    void saysWhereThereIsNone() {
        assertEquals(
                "The daemon keeps no certificate: the configuration has no [[certificate]].\n",
                CertificateText.report(new CertificateReport(true, List.of(), AuthorityRecord.NONE)));
    }

    @Test
    void givesClientsTheirLines() {
        assertEquals("""
                Authority      CN=Timeball
                Until          2033-05-18 03:33
                Fingerprint    01:23
                Vouches for    home.arpa, 10.0.0.0/8, nothing else

                # chrony, /etc/chrony/chrony.conf
                server box.home.arpa iburst nts ntsport 14460
                ntstrustedcerts /etc/chrony/timeball-ca.pem

                # ntpd-rs, /etc/ntpd-rs/ntp.toml
                [[source]]
                mode = "nts"
                address = "box.home.arpa:14460"
                certificate-authority = "/etc/ntpd-rs/timeball-ca.pem"

                # timeball, /etc/timeball/sync.toml
                [[source]]
                host = "box.home.arpa"
                port = 14460
                ca-path = "/etc/timeball/timeball-ca.pem"
                """, CertificateText.authority(report(true, own(100, ""))));
    }
}
