package org.timeball.server.control.event;

import java.util.List;
import java.util.Optional;

/**
 * Whether lines of an event log are those that were written.
 *
 * <p>What it finds: a line that was altered, put in or taken out, and lines that are missing at the end. Whoever can write
 * every file of the log can write all of it anew; what shows that is a digest noted elsewhere, as in the system's journal,
 * where the daemon writes each line, too.
 */
public final class EventChain {

    private EventChain() {}

    /**
     * The first thing that is wrong.
     *
     * @param events   oldest first, as kept
     * @param lastNumber of the last line that was written, as noted apart from the lines; 0 for none
     * @param lastDigest of that line
     * @return a sentence; empty where nothing is wrong
     */
    public static Optional<String> complaint(List<EventRecord> events, long lastNumber, String lastDigest) {
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            if (!event.isWhole()) {
                return Optional.of("line " + event.number() + " was altered");
            }
            if (i > 0 && !event.follows(events.get(i - 1))) {
                return Optional.of("line " + event.number() + " does not follow line "
                        + events.get(i - 1).number() + ": lines were taken out or put in between them");
            }
        }
        return lastNumber == 0 || holds(events, lastNumber, lastDigest)
                ? Optional.empty()
                : Optional.of("line " + lastNumber + " was written and is not there");
    }

    /** The note is written after the line, so that after a power cut the lines may be ahead of it, never behind. */
    private static boolean holds(List<EventRecord> events, long lastNumber, String lastDigest) {
        return events.stream()
                .anyMatch(
                        event -> event.number() == lastNumber && event.digest().equals(lastDigest));
    }
}
