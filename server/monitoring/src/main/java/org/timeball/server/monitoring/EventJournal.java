package org.timeball.server.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.event.Event;
import org.timeball.server.control.event.EventChain;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.LineFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * The event log in its files: a line of JSON an event, each bound to the one before, and apart from them a note of the last.
 *
 * <p>The last {@value #LINES_A_FILE} at least are kept, twice as many at most. Each line goes to the system's journal, too,
 * with its digest. Thread-safe.
 */
public final class EventJournal {

    /** In one of two files. */
    public static final int LINES_A_FILE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("admin");

    private static final String FILE = "events";
    private static final String HEAD_FILE = "events-last";

    private final LineFile file;
    private final DurableFile headFile;
    private Head head;
    private volatile Optional<String> unsaved = Optional.empty();

    private EventJournal(LineFile file, DurableFile headFile, Head head) {
        this.file = file;
        this.headFile = headFile;
        this.head = head;
    }

    /** Number and digest of the last line, as noted apart from it. */
    private record Head(long number, String digest) {

        static final Head NONE = new Head(0, EventRecord.FIRST);

        static Head of(EventRecord event) {
            return new Head(event.number(), event.digest());
        }

        static Head read(DurableFile file) throws StateException {
            return switch (file.read()) {
                case Stored.Current(byte[] content) -> parse(content);
                case Stored.Previous(byte[] content, var _) -> parse(content);
                case Stored.Absent() -> NONE;
                case Stored.Damaged(var why) -> {
                    LOG.error("event=event-log-note-lost reason=\"{}\"", why);
                    yield NONE;
                }
            };
        }

        private static Head parse(byte[] content) {
            return switch (ControlJson.parsed(new String(content, StandardCharsets.UTF_8), Head.class)) {
                case Parsed.Ok<Head>(var head) -> head;
                case Parsed.Malformed<Head> _ -> NONE;
            };
        }
    }

    /**
     * Opens the log, and goes on behind its last line.
     *
     * @throws StateException if its files cannot be read, or if others can read them
     */
    public static EventJournal open(StateDirectory directory) throws StateException {
        var file = LineFile.open(directory, FILE, LINES_A_FILE);
        var headFile = directory.durableFile(HEAD_FILE);
        var noted = Head.read(headFile);
        var last = events(file.lines()).stream().reduce((_, later) -> later).map(Head::of);
        var journal = new EventJournal(
                file,
                headFile,
                last.filter(line -> line.number() >= noted.number()).orElse(noted));
        journal.complaint().ifPresent(complaint -> LOG.error("event=event-log-altered reason=\"{}\"", complaint));
        return journal;
    }

    /** Writes an event. A disk that takes nothing is an alarm; the system's journal has the line even so. */
    public synchronized void add(Event event) {
        var line = EventRecord.of(event, head.number() + 1, head.digest());
        LOG.info(
                "event={} outcome={} user=\"{}\" from=\"{}\" by={} reason=\"{}\" number={} digest={}",
                line.what(),
                line.outcome(),
                line.user(),
                line.from(),
                line.by(),
                line.sentence(),
                line.number(),
                line.digest());
        try {
            file.append(ControlJson.line(line));
            head = Head.of(line);
            headFile.write(ControlJson.line(head).getBytes(StandardCharsets.UTF_8));
            unsaved = Optional.empty();
        } catch (StateException refused) {
            LOG.error("event=event-log-unsaved reason=\"{}\"", refused.getMessage());
            unsaved = Optional.of("the event log is not kept: " + refused.getMessage());
        }
    }

    /**
     * The last lines, oldest first, as the disk has them.
     *
     * @param count at most how many, positive
     */
    public synchronized EventReport last(int count) {
        try {
            var all = events(file.lines());
            return new EventReport(
                    all.subList(Math.max(0, all.size() - count), all.size()),
                    complaint().orElse(""));
        } catch (StateException unreadable) {
            return new EventReport(List.of(), String.valueOf(unreadable.getMessage()));
        }
    }

    /** What is wrong with the log; empty where every line is as it was written. */
    public synchronized Optional<String> complaint() {
        try {
            var lines = file.lines();
            var events = events(lines);
            return events.size() < lines.size()
                    ? Optional.of(lines.size() - events.size() + " lines are no events")
                    : EventChain.complaint(events, head.number(), head.digest());
        } catch (StateException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** What an operator has to see to, a sentence each; for any thread. */
    public List<String> alarms() {
        return unsaved.stream().toList();
    }

    private static List<EventRecord> events(List<String> lines) {
        var events = new ArrayList<EventRecord>();
        for (String line : lines) {
            switch (ControlJson.parsed(line, EventRecord.class)) {
                case Parsed.Ok<EventRecord>(var event) -> events.add(event);
                case Parsed.Malformed<EventRecord> _ -> {}
            }
        }
        return events;
    }
}
