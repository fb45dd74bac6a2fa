package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.server.control.alert.ToldRecord;

/** Alerts as a person reads them, and as lines for a program. */
final class AlertsText {

    /** Of what was told; all of it is in the other forms. */
    private static final int SHOWN = 10;

    private AlertsText() {}

    static String report(AlertReport report) {
        return raised(report) + told(report) + channels(report);
    }

    private static String raised(AlertReport report) {
        String quiet = report.isQuiet() ? "The daemon has just begun: nothing new is told yet.\n" : "";
        return report.raised().isEmpty()
                ? quiet + "Nothing is raised.\n"
                : quiet + report.raised().stream().map(AlertsText::line).collect(Collectors.joining());
    }

    private static String line(RaisedRecord one) {
        return "%-8s %s%s, since %s%s: %s\n"
                .formatted(
                        one.severity(),
                        one.title(),
                        one.subject().isEmpty() ? "" : " (" + one.subject() + ")",
                        Instant.ofEpochSecond(one.sinceUtcSecond()),
                        one.isSettling() ? ", gone for the moment" : "",
                        one.sentence());
    }

    private static String told(AlertReport report) {
        var all = report.told();
        return all.isEmpty()
                ? ""
                : "\nTold last:\n"
                        + all.subList(Math.max(0, all.size() - SHOWN), all.size()).stream()
                                .map(one -> "%s  %-8s %s\n"
                                        .formatted(Instant.ofEpochSecond(one.utcSecond()), one.severity(), one.title()))
                                .collect(Collectors.joining());
    }

    private static String channels(AlertReport report) {
        return report.channels().isEmpty()
                ? "\nNobody is told: the configuration has no [[alert]].\n"
                : "\n" + report.channels().stream().map(AlertsText::line).collect(Collectors.joining());
    }

    private static String line(ChannelRecord one) {
        var text = new StringBuilder("%s: %s to %s, %s or worse; delivered %s"
                .formatted(one.name(), one.by(), one.target(), one.least(), Spoken.count(one.delivered())));
        if (one.lastUtcSecond() != 0) {
            text.append(", last at ").append(Instant.ofEpochSecond(one.lastUtcSecond()));
        }
        if (one.waiting() > 0) {
            text.append("; waiting ").append(one.waiting());
            text.append(", tried again in ").append(Spoken.span(Math.round(one.nextSeconds())));
        }
        if (one.lost() > 0) {
            text.append("; lost ").append(Spoken.count(one.lost()));
        }
        text.append('\n');
        if (!one.trouble().isEmpty()) {
            text.append("  FAILS: ").append(one.trouble()).append('\n');
        }
        return text.toString();
    }

    static String csv(AlertReport report) {
        return Stream.of(
                        report.raised().stream().map(AlertsText::csv),
                        report.told().stream().map(AlertsText::csv),
                        report.channels().stream().map(AlertsText::csv))
                .flatMap(lines -> lines)
                .collect(Collectors.joining());
    }

    private static String csv(RaisedRecord one) {
        return Csv.line("raised", one.condition(), one.subject(), one.severity(), one.sinceUtcSecond(), one.sentence());
    }

    private static String csv(ToldRecord one) {
        return Csv.line(
                "told",
                one.number(),
                one.kind(),
                one.condition(),
                one.subject(),
                one.severity(),
                one.utcSecond(),
                one.title());
    }

    private static String csv(ChannelRecord one) {
        return Csv.line(
                "channel",
                one.name(),
                one.by(),
                one.target(),
                one.least(),
                one.waiting(),
                one.delivered(),
                one.lost(),
                one.failures(),
                one.lastUtcSecond(),
                one.trouble());
    }
}
