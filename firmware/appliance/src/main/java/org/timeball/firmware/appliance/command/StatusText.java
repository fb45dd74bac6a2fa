package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;

/** The daemon on one screen: how it is in two lines, then why one may believe it, then whom it serves. */
final class StatusText {

    /** What a detector says when there is nothing to say. */
    private static final Set<String> QUIET = Set.of("none", "unknown");

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StatusText() {}

    static String report(Status status) {
        return headline(status) + "\n" + clock(status) + service(status);
    }

    private static String headline(Status status) {
        return "%s for %s: %s\n%s\n%s"
                .formatted(
                        status.state().words(),
                        Spoken.span(status.stateSeconds()),
                        status.reason(),
                        promise(status),
                        alarms(status));
    }

    private static String alarms(Status status) {
        return status.alarms().stream().map(alarm -> "Alarm: " + alarm + "\n").collect(Collectors.joining());
    }

    private static String promise(Status status) {
        return status.state().isSynchronised()
                ? "within ±%s of UTC (95 %%), bound ±%s (99.9 %% of seconds)"
                        .formatted(Spoken.bound(status.withinSeconds()), Spoken.bound(status.boundSeconds()))
                : "no time is vouched for";
    }

    private static String clock(Status status) {
        var tracking = status.tracking();
        var receiver = status.receiver();
        var pulses = status.pulses();
        return row("UTC time", "%s", UTC.format(Instant.ofEpochSecond(0, status.utcNanos())))
                + (tracking.source().isEmpty()
                        ? row("Source", "none, leap status %s", tracking.leapStatus())
                        : row(
                                "Source",
                                "%s, stratum %d, leap status %s",
                                tracking.source(),
                                tracking.stratum(),
                                tracking.leapStatus()))
                + row(
                        "Satellites",
                        "%d used of %d in view, %s",
                        receiver.satellitesUsed(),
                        receiver.satellites().size(),
                        receiver.fix())
                + row(
                        "Pulses",
                        "%s used, %s missed, %s not used%s",
                        Spoken.count(pulses.used()),
                        Spoken.count(pulses.missed()),
                        Spoken.count(Spoken.total(pulses.notUsed())),
                        Spoken.reasons(pulses.notUsed()))
                + row("Receiver", "%s", receiver(receiver))
                + (receiver.setUp().isEmpty() ? "" : row("Set-up", "%s", receiver.setUp()))
                + (receiver.suspicion().isEmpty() ? "" : row("Trust", "%s", receiver.suspicion()))
                + row("Leap seconds", "%s", leap(tracking.leap()))
                + CorrectionsText.report(status.corrections());
    }

    private static String leap(LeapRecord leap) {
        var said = new StringBuilder();
        said.append(leap.next().isEmpty() ? "none announced" : leap.next() + ", mode " + leap.mode());
        said.append(", TAI is ").append(leap.taiMinusUtcSeconds()).append(" s ahead of UTC, ");
        said.append(leap.file().isEmpty() ? "no leap-second file" : leapFile(leap));
        if (leap.smearSeconds() != 0) {
            said.append(String.format(Locale.ROOT, ", served time smeared by %+.3f s", leap.smearSeconds()));
        }
        if (!leap.objection().isEmpty()) {
            said.append("; ").append(leap.objection());
        }
        return said.toString();
    }

    private static String leapFile(LeapRecord leap) {
        var day = DAY.format(Instant.ofEpochSecond(leap.fileExpiresUtcSecond()));
        return leap.file() + (leap.isFileExpired() ? " expired on " : " good until ") + day;
    }

    private static String receiver(Receiver receiver) {
        if (!receiver.isPresent()) {
            return receiver.port() + ", silent or not there";
        }
        var protocol = receiver.protocol().isEmpty() ? "no message yet" : receiver.protocol();
        var health = receiver.health();
        return "%s, %s%s%s, %s messages, %s octets discarded%s"
                .formatted(
                        receiver.port(),
                        health.model().isEmpty() ? "" : health.model() + ", ",
                        protocol,
                        health(health),
                        Spoken.count(receiver.messages()),
                        Spoken.count(receiver.discarded()),
                        receiver.reopened() == 0 ? "" : ", times reopened: " + Spoken.count(receiver.reopened()));
    }

    /** What the receiver says of its antenna and of its surroundings; nothing where it says nothing. */
    private static String health(Receiver.Health health) {
        var said = new StringBuilder();
        if (!health.antenna().equals("unknown")) {
            said.append(", antenna ").append(health.antenna());
        }
        if (!QUIET.contains(health.jamming())) {
            said.append(", jamming: ").append(health.jamming());
        }
        if (!QUIET.contains(health.spoofing())) {
            said.append(", spoofing: ").append(health.spoofing());
        }
        return said.toString();
    }

    private static String service(Status status) {
        var service = status.service();
        var keyExchange = status.keyExchange();
        return row(
                        "Clients",
                        "%.1f answers a second, %.1f with NTS; %s answered, %s dropped%s",
                        service.answeredPerSecond(),
                        service.ntsPerSecond(),
                        Spoken.count(service.ntpAnswered()),
                        Spoken.count(service.ntpDropped()),
                        Spoken.reasons(service.dropReasons()))
                + row(
                        "Key exchanges",
                        "%s completed, %s failed%s",
                        Spoken.count(keyExchange.completed()),
                        Spoken.count(Spoken.total(keyExchange.failures())),
                        Spoken.reasons(keyExchange.failures()))
                + (service.stamps().interfaces().isEmpty() ? "" : row("Stamps", "%s", stamps(service.stamps())))
                + row("Daemon", "%s, up %s", status.program(), Spoken.span(status.upSeconds()));
    }

    private static String stamps(StampStats stamps) {
        return stamps.interfaces().stream()
                .map(each -> each.name() + ": " + each.stampedBy())
                .collect(Collectors.joining("; "));
    }

    static String row(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s%s\n", name, String.format(Locale.ROOT, format, values));
    }

    static String csv(Status status) {
        return Csv.line(
                status.state().words(),
                Csv.seconds(status.withinSeconds()),
                Csv.seconds(status.boundSeconds()),
                Csv.instant(status.utcNanos()),
                status.tracking().source(),
                status.receiver().satellitesUsed(),
                status.receiver().satellites().size(),
                status.pulses().used(),
                status.pulses().missed(),
                Spoken.total(status.pulses().notUsed()),
                Csv.tenths(status.service().answeredPerSecond()),
                Csv.tenths(status.service().ntsPerSecond()),
                status.keyExchange().completed());
    }
}
