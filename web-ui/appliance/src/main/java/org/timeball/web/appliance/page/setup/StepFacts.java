package org.timeball.web.appliance.page.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientLines;
import org.timeball.server.control.Source;
import org.timeball.server.control.Status;
import org.timeball.server.state.edit.SettingSheet;
import org.timeball.web.appliance.page.StateMark;
import org.timeball.web.appliance.page.Tile;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.setup.SetupPage.Facts;
import org.timeball.web.appliance.page.sky.SkyPage;

/** What is so at each step, from what the daemon says. */
public final class StepFacts {

    private StepFacts() {}

    /** Of the receiver: what was found, and what the antenna sees. */
    public static Facts receiver(Status status) {
        var receiver = status.receiver();
        String lead = receiver.isPresent() && !receiver.protocol().isEmpty()
                ? "A receiver is heard at %s. It speaks %s; its fix is %s, by %s."
                        .formatted(
                                receiver.port(),
                                receiver.protocol(),
                                receiver.fix(),
                                Wording.counted(receiver.satellitesUsed(), "satellite"))
                : "No receiver is heard. Look, in this order: has it power; are its two lines exchanged, its TX at the box's"
                        + " RX; does a console hold the serial port; is another port named in the configuration?";
        var rows = new ArrayList<>(SkyPage.told(receiver));
        rows.add(new Tile.Row("pulses", "What became of them in the last minutes.", status.reason()));
        return new Facts(lead, receiver.satellitesUsed() > 0 ? "good" : "waiting", rows, List.of());
    }

    /** Of the sources that are witnesses to it. */
    public static Facts second(Status status) {
        var servers = status.sources().stream()
                .filter(source -> !source.mode().equals("#"))
                .toList();
        long right = servers.stream()
                .filter(source -> List.of("*", "+", "-").contains(source.state()))
                .count();
        String lead = servers.isEmpty()
                ? "Nobody is asked yet, so year, second and leap second are the receiver's word alone."
                : "%s asked, of which %d agree with the receiver or with each other."
                        .formatted(Wording.counted(servers.size(), "server"), right);
        return new Facts(
                lead,
                right > 0 ? "good" : "waiting",
                servers.stream().map(StepFacts::row).toList(),
                List.of());
    }

    private static Tile.Row row(Source source) {
        return new Tile.Row(source.name(), "What is thought of it, and why.", source.reason());
    }

    /** Of who is answered, by the configuration's text. */
    public static Facts purpose(String text) {
        var rows = SettingSheet.of(text).parts().stream()
                .filter(part -> part.title().equals("[ntp]"))
                .flatMap(part -> part.rows().stream())
                .filter(row -> List.of("allow", "requests-per-second", "burst").contains(row.key()))
                .map(row -> new Tile.Row(
                        row.key(), row.meaning(), row.isSaid() ? row.value() : "left out: " + row.example()))
                .toList();
        return new Facts(
                "It says who is answered, and how often. All of it can be changed later.", "", rows, List.of());
    }

    /** Of the certificates that clients are shown. */
    public static Facts certificate(CertificateReport report, String text) {
        var rows = report.certificates().stream()
                .map(one -> new Tile.Row(
                        one.name(),
                        "Where it comes from, and what it vouches for.",
                        one.exists() ? one.origin() + ", " + String.join(", ", one.hostNames()) : one.words()))
                .toList();
        return new Facts(
                hasCertificate(text)
                        ? "The daemon keeps a certificate; more of it is on the page Certificates."
                        : "Clients of NTS know the box by a name and a certificate for it. It has none yet.",
                "",
                rows,
                List.of());
    }

    /** Whether a configuration's text has a certificate that the daemon keeps. */
    public static boolean hasCertificate(String text) {
        return SettingSheet.of(text).parts().stream()
                .anyMatch(part -> part.isSaid() && part.title().startsWith("[[certificate]]"));
    }

    /** How the box is, and what to write into its clients. */
    public static Facts clients(Status status, CertificateReport report, String host) {
        var mark = StateMark.of(status.state());
        var rows = new ArrayList<Tile.Row>();
        rows.add(new Tile.Row("state", "Of the clock.", mark.words() + ": " + status.reason()));
        status.alarms().forEach(alarm -> rows.add(new Tile.Row("see to", "What needs somebody.", alarm)));
        return new Facts(
                status.state().isSynchronised()
                        ? "The box vouches for its time. These lines are for its clients."
                        : "The box does not vouch for its time yet; clients that ask are told so. These lines are for them.",
                mark.tone().key(),
                rows,
                lines(report, host));
    }

    private static List<ClientLines> lines(CertificateReport report, String host) {
        var lines = new ArrayList<ClientLines>();
        secured(report)
                .ifPresent(one -> lines.addAll(ClientLines.of(
                        one.hostNames().getFirst(),
                        one.keyExchangePort(),
                        one.origin().equals("own-ca"))));
        lines.addAll(PlainLines.of(host));
        return lines;
    }

    private static Optional<CertificateRecord> secured(CertificateReport report) {
        return report.certificates().stream()
                .filter(one -> one.exists() && one.keyExchangePort() != 0)
                .findFirst();
    }
}
