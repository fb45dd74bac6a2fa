package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;

/** The event log as a person reads it, and as lines for a program. */
final class EventsText {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private EventsText() {}

    static String report(EventReport report) {
        String lines = report.events().isEmpty()
                ? "Nothing was changed yet.\n"
                : report.events().stream().map(EventsText::line).collect(Collectors.joining());
        return report.complaint().isEmpty() ? lines : lines + "NOT AS IT WAS WRITTEN: " + report.complaint() + "\n";
    }

    private static String line(EventRecord event) {
        return "%s  %-8s %-20s %s from %s (as %s): %s\n"
                .formatted(
                        instant(event),
                        event.outcome(),
                        event.what(),
                        event.user(),
                        event.from(),
                        event.by(),
                        event.sentence());
    }

    static String csv(EventReport report) {
        return report.events().stream()
                .map(event -> Csv.line(
                        event.number(),
                        instant(event),
                        event.outcome(),
                        event.what(),
                        event.user(),
                        event.from(),
                        event.by(),
                        event.sentence(),
                        event.digest()))
                .collect(Collectors.joining());
    }

    private static Instant instant(EventRecord event) {
        return Instant.ofEpochSecond(event.utcNanos() / NANOS_PER_SECOND).truncatedTo(ChronoUnit.SECONDS);
    }
}
