package org.timeball.firmware.appliance.daemon.certificates;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.Renewal;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;

/** What the control socket says of certificates. */
final class CertificateReports {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final double SECONDS_PER_DAY = 86_400;

    private CertificateReports() {}

    /** What somebody has to see to, a sentence. */
    static Optional<String> alarm(Renewal.Seen seen) {
        return seen.alarm()
                .map(alarm -> "certificate " + seen.name() + ": " + alarm.words()
                        + (seen.state().attempts().failures() > 0
                                ? "; renewal fails: " + seen.state().words()
                                : "; renew it"));
    }

    /**
     * One certificate.
     *
     * @param origin where it comes from, the word of the configuration
     * @param servers the listeners for keys that show it
     * @param now     nothing while the time is not known: then no days are counted
     */
    static CertificateRecord record(
            Renewal.Seen seen, String origin, List<KeyExchangeServer> servers, Optional<Instant> now) {
        var state = seen.state();
        var leaf = seen.leaf();
        return new CertificateRecord(
                seen.name(),
                origin,
                servers.stream().map(server -> words(server.listen())).toList(),
                servers.stream()
                        .map(server -> server.listen().getPort())
                        .findFirst()
                        .orElse(0),
                leaf.map(CertificateNames::of).orElse(List.of()),
                leaf.map(one -> one.getIssuerX500Principal().getName()).orElse(""),
                leaf.map(CertificateReports::fingerprint).orElse(""),
                leaf.map(one -> second(one.getNotBefore().toInstant())).orElse(0L),
                leaf.map(one -> second(one.getNotAfter().toInstant())).orElse(0L),
                leaf.flatMap(one -> now.map(today -> daysLeft(one, today))).orElse(Double.NaN),
                seen.next().map(CertificateReports::second).orElse(0L),
                state.window().map(window -> second(window.start())).orElse(0L),
                state.window().map(window -> second(window.end())).orElse(0L),
                state.attempts()
                        .last()
                        .or(state::had)
                        .map(CertificateReports::second)
                        .orElse(0L),
                state.attempts().failures(),
                state.words(),
                alarm(seen).orElse(""));
    }

    /** The box's own authority. */
    static AuthorityRecord record(OwnCertificateAuthority authority) {
        var certificate = authority.certificate();
        var constraints = authority.constraints();
        return new AuthorityRecord(
                certificate.getSubjectX500Principal().getName(),
                fingerprint(certificate),
                second(certificate.getNotAfter().toInstant()),
                Stream.concat(constraints.dnsSubtrees().stream(), constraints.addressBlocks().stream())
                        .toList(),
                new String(authority.pem(), StandardCharsets.US_ASCII));
    }

    private static String words(InetSocketAddress listen) {
        return "key exchange at %s port %d".formatted(listen.getAddress().getHostAddress(), listen.getPort());
    }

    /** SHA-256 of the whole certificate, as browsers and {@code openssl x509 -fingerprint -sha256} show it. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return COLONS.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("a certificate that was decoded has an encoding", impossible);
        }
    }

    private static double daysLeft(X509Certificate certificate, Instant today) {
        return (second(certificate.getNotAfter().toInstant()) - second(today)) / SECONDS_PER_DAY;
    }

    private static long second(Instant instant) {
        return instant.getEpochSecond();
    }
}
