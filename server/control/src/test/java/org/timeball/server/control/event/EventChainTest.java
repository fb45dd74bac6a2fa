package org.timeball.server.control.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** W18 of the test catalogue: no line of the event log can be altered, put in or taken out without being seen. */
class EventChainTest {

    private static final List<EventRecord> LOG = log(5);

    private static List<EventRecord> log(int lines) {
        var log = new ArrayList<EventRecord>();
        for (int i = 1; i <= lines; i++) {
            var event =
                    new Event(i * 1_000_000_000L, "anna", "192.0.2.7", "timeball-web", "rekey", "done", "line " + i);
            log.add(EventRecord.of(
                    event, i, i == 1 ? EventRecord.FIRST : log.getLast().digest()));
        }
        return List.copyOf(log);
    }

    private static Optional<String> complaint(List<EventRecord> lines) {
        return EventChain.complaint(lines, 5, LOG.getLast().digest());
    }

    @Test
    void nothingIsWrongWithWhatWasWritten() {
        assertEquals(Optional.empty(), complaint(LOG));
        assertEquals(Optional.empty(), complaint(LOG.subList(2, 5)), "the oldest lines go when there is no room");
        assertEquals(Optional.empty(), EventChain.complaint(List.of(), 0, EventRecord.FIRST));
        assertEquals(
                Optional.empty(),
                EventChain.complaint(LOG, 4, LOG.get(3).digest()),
                "the note of the last line is written after the line");
    }

    record Change(String field, UnaryOperator<EventRecord> change) {
        @Override
        public String toString() {
            return field;
        }
    }

    static final List<Change> CHANGES = List.of(
            new Change("number", e -> with(e, e.number() + 7, e.utcNanos(), e.user(), e.from(), e.by(), e.sentence())),
            new Change("time", e -> with(e, e.number(), e.utcNanos() + 1, e.user(), e.from(), e.by(), e.sentence())),
            new Change("user", e -> with(e, e.number(), e.utcNanos(), "bert", e.from(), e.by(), e.sentence())),
            new Change("from", e -> with(e, e.number(), e.utcNanos(), e.user(), "x", e.by(), e.sentence())),
            new Change("by", e -> with(e, e.number(), e.utcNanos(), e.user(), e.from(), "root", e.sentence())),
            new Change("sentence", e -> with(e, e.number(), e.utcNanos(), e.user(), e.from(), e.by(), "nothing")),
            new Change(
                    "where one field ends and the next begins",
                    e -> with(e, e.number(), e.utcNanos(), "anna1", "92.0.2.7", e.by(), e.sentence())));

    private static EventRecord with(
            EventRecord e, long number, long utcNanos, String user, String from, String by, String sentence) {
        return new EventRecord(
                number, utcNanos, user, from, by, e.what(), e.outcome(), sentence, e.previous(), e.digest());
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void anAlteredLineIsSeen(Change row) {
        for (int i = 0; i < LOG.size(); i++) {
            var lines = new ArrayList<>(LOG);
            lines.set(i, row.change.apply(LOG.get(i)));

            assertTrue(complaint(lines).orElse("").contains("was altered"), "line " + (i + 1));
        }
    }

    @Test
    void aLineThatWasAlteredWithItsDigestIsSeenInTheNext() {
        var lines = new ArrayList<>(LOG);
        var event = new Event(2_000_000_000L, "bert", "192.0.2.7", "timeball-web", "rekey", "done", "line 2");
        lines.set(1, EventRecord.of(event, 2, LOG.getFirst().digest()));

        assertTrue(complaint(lines).orElse("").startsWith("line 3 does not follow line 2"));
    }

    @Test
    void aLineThatWasTakenOutIsSeen() {
        for (int i : IntStream.range(1, 4).toArray()) {
            var lines = new ArrayList<>(LOG);
            lines.remove(i);

            assertTrue(complaint(lines).orElse("").contains("does not follow"), "line " + (i + 1));
        }
        assertEquals(Optional.of("line 5 was written and is not there"), complaint(LOG.subList(0, 4)));
        assertEquals(Optional.of("line 5 was written and is not there"), complaint(List.of()));
    }

    @Test
    void twoLinesAreNeverOneDigest() {
        assertNotEquals(LOG.get(0).digest(), LOG.get(1).digest());
    }
}
