package org.timeball.web.appliance.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;

/**
 * Who changed what.
 *
 * @param notice    what became of what was just asked for
 * @param filter    what lines have to have in them; empty for all
 * @param events    the newest first
 * @param complaint what is wrong with the log, or why it is not here; empty where all is well
 */
public record LogPage(Notice notice, String filter, List<EventRecord> events, String complaint) {

    /** Characters of a filter that are heeded. */
    private static final int LONGEST_FILTER = 80;

    /** Copies the list. */
    public LogPage {
        events = List.copyOf(events);
    }

    /** The lines that have a text in them, in whichever case. */
    public static LogPage of(Notice notice, String filter, EventReport report) {
        String wanted = filter.strip();
        String heeded = wanted.substring(0, Math.min(wanted.length(), LONGEST_FILTER));
        return new LogPage(
                notice,
                heeded,
                report.events().reversed().stream()
                        .filter(event -> isFound(event, heeded.toLowerCase(Locale.ROOT)))
                        .toList(),
                report.complaint());
    }

    private static boolean isFound(EventRecord event, String wanted) {
        return Stream.of(event.user(), event.from(), event.by(), event.what(), event.outcome(), event.sentence())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
