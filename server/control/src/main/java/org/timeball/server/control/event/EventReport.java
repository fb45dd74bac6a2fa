package org.timeball.server.control.event;

import java.util.List;

/**
 * The last of the event log.
 *
 * @param events    oldest first; with another number than the last, fewer than there are
 * @param complaint what is wrong with the log as a whole; empty where every line is as it was written
 */
public record EventReport(List<EventRecord> events, String complaint) {

    /** Copies the list. */
    public EventReport {
        events = List.copyOf(events);
    }
}
