package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientLines;

/** Certificates for a person: a paragraph each; and the own authority, with what clients need of it. */
final class CertificateText {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private CertificateText() {}

    static String report(CertificateReport report) {
        var text = report.certificates().stream().map(CertificateText::report).collect(Collectors.joining("\n"));
        if (text.isEmpty()) {
            return "The daemon keeps no certificate: the configuration has no [[certificate]].\n";
        }
        return report.isTimeKnown() ? text : text + "\nThe time is not known yet: no date is judged.\n";
    }

    private static String report(CertificateRecord one) {
        var text = new StringBuilder("%s: %s\n".formatted(one.name(), left(one)));
        if (!one.alarm().isEmpty()) {
            text.append("Alarm: ").append(one.alarm()).append('\n');
        }
        if (one.exists()) {
            text.append(StatusText.row("Names", "%s", String.join(", ", one.hostNames())))
                    .append(StatusText.row("Issuer", "%s", one.issuer()))
                    .append(StatusText.row("Life", "%s to %s", day(one.fromUtcSecond()), day(one.untilUtcSecond())))
                    .append(StatusText.row("Fingerprint", "%s", one.fingerprint()));
        }
        return text.append(StatusText.row("From", "%s", one.origin()))
                .append(StatusText.row(
                        "Shown by", "%s", one.usedBy().isEmpty() ? "nobody" : String.join(", ", one.usedBy())))
                .append(StatusText.row("Next renewal", "%s", next(one)))
                .append(one.lastUtcSecond() == 0 ? "" : StatusText.row("Last attempt", "%s", last(one)))
                .toString();
    }

    private static String left(CertificateRecord one) {
        if (!one.exists()) {
            return "none yet";
        }
        if (Double.isNaN(one.daysLeft())) {
            return "until " + day(one.untilUtcSecond());
        }
        return one.daysLeft() < 0 ? "expired" : String.format(Locale.ROOT, "%.1f days left", one.daysLeft());
    }

    private static String next(CertificateRecord one) {
        if (one.nextUtcSecond() == 0) {
            return one.origin().equals("import") ? "by you: timeball certificate import" : "once the time is known";
        }
        return day(one.nextUtcSecond())
                + (one.windowFromUtcSecond() == 0
                        ? ""
                        : ", the authority's window is %s to %s"
                                .formatted(day(one.windowFromUtcSecond()), day(one.windowUntilUtcSecond())));
    }

    private static String last(CertificateRecord one) {
        return "%s: %s%s"
                .formatted(
                        day(one.lastUtcSecond()),
                        one.words(),
                        one.failures() == 0 ? "" : " (failures in a row: " + one.failures() + ")");
    }

    /** The own authority: what to compare, and what to write on clients. */
    static String authority(CertificateReport report) {
        var authority = report.authority();
        var text = new StringBuilder(StatusText.row("Authority", "%s", authority.name()))
                .append(StatusText.row("Until", "%s", day(authority.untilUtcSecond())))
                .append(StatusText.row("Fingerprint", "%s", authority.fingerprint()))
                .append(StatusText.row(
                        "Vouches for",
                        "%s",
                        authority.permitted().isEmpty()
                                ? "whatever it is asked to"
                                : String.join(", ", authority.permitted()) + ", nothing else"));
        report.certificates().stream()
                .filter(one -> one.origin().equals("own-ca") && one.exists() && one.keyExchangePort() != 0)
                .forEach(one -> text.append(clients(one)));
        return text.toString();
    }

    private static String clients(CertificateRecord one) {
        return ClientLines.of(one.hostNames().getFirst(), one.keyExchangePort(), true).stream()
                .map(client -> "\n# %s, %s\n%s".formatted(client.program(), client.file(), client.lines()))
                .collect(Collectors.joining());
    }

    private static String day(long utcSecond) {
        return UTC.format(Instant.ofEpochSecond(utcSecond));
    }

    static String csv(CertificateReport report) {
        return report.certificates().stream()
                .map(one -> Csv.line(
                        one.name(),
                        one.origin(),
                        Double.isNaN(one.daysLeft()) ? "" : Csv.tenths(one.daysLeft()),
                        one.nextUtcSecond(),
                        one.fromUtcSecond(),
                        one.untilUtcSecond(),
                        one.lastUtcSecond(),
                        one.failures(),
                        one.fingerprint(),
                        one.words()))
                .collect(Collectors.joining());
    }
}
