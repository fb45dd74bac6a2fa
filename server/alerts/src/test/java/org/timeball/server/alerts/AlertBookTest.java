package org.timeball.server.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.AlertCondition;
import org.timeball.server.state.AlertTiming;

/** When something is told, on a virtual clock: quiet for 600 s, over after 120 s, holdover after 300 s and others after 60 s. */
class AlertBookTest {

    private static final long EPOCH = 1_795_000_000L;
    private static final Finding HOLDOVER = finding(AlertCondition.HOLDOVER, "");
    private static final Finding LOST = finding(AlertCondition.UNSYNCHRONISED, "");
    private static final Finding ANTENNA = finding(AlertCondition.ANTENNA, "");

    /**
     * A course of things.
     *
     * @param findings what is so at each second since the start
     * @param until    to which second it is looked
     * @param told     second, kind and condition of what is told
     */
    record Course(String name, AlertTiming timing, LongFunction<List<Finding>> findings, int until, String... told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Course> COURSES = List.of(
            new Course("nothing happens", AlertTiming.DEFAULT, _ -> List.of(), 5_000),
            new Course(
                    "one message when it has lasted, one when it has stayed away",
                    AlertTiming.DEFAULT,
                    at -> during(at, 1_000, 3_000, HOLDOVER),
                    5_000,
                    "1300 BEGAN holdover",
                    "3120 OVER holdover"),
            new Course("too short to be told", AlertTiming.DEFAULT, at -> during(at, 1_000, 1_300, HOLDOVER), 5_000),
            new Course(
                    "quiet at the start: a clock that finds its time is no news",
                    AlertTiming.DEFAULT,
                    at -> during(at, 0, 590, LOST),
                    5_000),
            new Course(
                    "what has lasted since the start is told when the quiet is over",
                    AlertTiming.DEFAULT,
                    at -> during(at, 0, 900, LOST),
                    5_000,
                    "600 BEGAN unsynchronised",
                    "1020 OVER unsynchronised"),
            new Course(
                    "no quiet where none is wanted",
                    new AlertTiming("", 0, 120, 0, Map.of(AlertCondition.UNSYNCHRONISED, 5)),
                    at -> during(at, 0, 100, LOST),
                    5_000,
                    "5 BEGAN unsynchronised",
                    "220 OVER unsynchronised"),
            new Course(
                    "a short absence is none",
                    AlertTiming.DEFAULT,
                    at -> at >= 1_600 && at < 1_700 ? List.of() : during(at, 1_000, 3_000, ANTENNA),
                    5_000,
                    "1060 BEGAN antenna",
                    "3240 OVER antenna"),
            new Course(
                    "holdover that turns into worse is not over",
                    AlertTiming.DEFAULT,
                    at -> at < 2_000 ? during(at, 1_000, 2_000, HOLDOVER) : during(at, 2_000, 2_500, LOST),
                    5_000,
                    "1300 BEGAN holdover",
                    "2060 BEGAN unsynchronised",
                    "2620 OVER unsynchronised"),
            new Course(
                    "holdover that is worse for a moment goes on",
                    AlertTiming.DEFAULT,
                    at -> at >= 2_000 && at < 2_030 ? List.of(LOST) : during(at, 1_000, 3_000, HOLDOVER),
                    5_000,
                    "1300 BEGAN holdover",
                    "3120 OVER holdover"),
            new Course(
                    "reminders by setting",
                    new AlertTiming("", 600, 120, 1, Map.of()),
                    at -> during(at, 1_000, 9_000, ANTENNA),
                    12_000,
                    "1060 BEGAN antenna",
                    "4660 REMINDER antenna",
                    "8260 REMINDER antenna",
                    "9120 OVER antenna"),
            new Course(
                    "two subjects are two alerts",
                    AlertTiming.DEFAULT,
                    at -> at < 2_000
                            ? during(
                                    at,
                                    1_000,
                                    2_000,
                                    finding(AlertCondition.POOL, "a"),
                                    finding(AlertCondition.POOL, "b"))
                            : during(at, 2_000, 3_000, finding(AlertCondition.POOL, "b")),
                    5_000,
                    "1300 BEGAN pool a",
                    "1300 BEGAN pool b",
                    "2120 OVER pool a",
                    "3120 OVER pool b"));

    private static Finding finding(AlertCondition condition, String subject) {
        return new Finding(condition, subject, "it is so");
    }

    private static List<Finding> during(long at, long from, long until, Finding... found) {
        return at >= from && at < until ? List.of(found) : List.of();
    }

    private static List<String> run(AlertBook book, LongFunction<List<Finding>> findings, int from, int until) {
        var told = new ArrayList<String>();
        for (int second = from; second < until; second++) {
            for (var news : book.look(findings.apply(second), second * 1_000_000_000L, EPOCH + second)) {
                told.add("%d %s %s %s"
                        .formatted(
                                second,
                                news.kind(),
                                news.alert().condition().word(),
                                news.alert().subject())
                        .strip());
            }
        }
        return told;
    }

    @ParameterizedTest
    @FieldSource("COURSES")
    void tells(Course course) {
        var book = new AlertBook(course.timing, List.of(), Optional.empty(), 0);

        assertEquals(List.of(course.told), run(book, course.findings, 0, course.until));
        assertEquals(List.of(), book.raised());
    }

    /** Ten minutes bad and five good, for a day: without the doubling that would be 192 messages. */
    @Test
    void doesNotFlap() {
        var book = new AlertBook(AlertTiming.DEFAULT, List.of(), Optional.empty(), 0);

        var told = run(book, at -> at % 900 < 600 ? List.of(ANTENNA) : List.of(), 0, 86_400);

        assertTrue(told.size() <= 5, told::toString);
        assertEquals(1, book.raised().size());
    }

    /** What came and went long ago counts for nothing any more. */
    @Test
    void forgetsAfterAnHourThatSomethingCameAndWent() {
        var book = new AlertBook(AlertTiming.DEFAULT, List.of(), Optional.empty(), 0);

        var told = run(book, at -> at % 6_000 > 5_000 && at % 6_000 < 5_500 ? List.of(ANTENNA) : List.of(), 0, 18_000);

        assertEquals(
                List.of(
                        "5061 BEGAN antenna",
                        "5620 OVER antenna",
                        "11061 BEGAN antenna",
                        "11620 OVER antenna",
                        "17061 BEGAN antenna",
                        "17620 OVER antenna"),
                told);
    }

    @Test
    void goesOnAfterARestart() {
        var before = List.of(
                new RaisedAlert(AlertCondition.ANTENNA, "", "open", EPOCH - 9_000),
                new RaisedAlert(AlertCondition.STORAGE, "", "full", EPOCH - 9_000));
        var book = new AlertBook(AlertTiming.DEFAULT, before, Optional.of("it was rebooted"), 0);

        var told = run(book, at -> at < 90 ? List.of(LOST) : List.of(finding(AlertCondition.STORAGE, "")), 0, 3_000);

        assertEquals(List.of("90 ONCE restart", "720 OVER antenna"), told);
        assertEquals(1, book.raised().size());
        assertEquals(EPOCH - 9_000, book.raised().getFirst().sinceUtcSecond());
    }

    @Test
    void tellsOfARestartAtTheLatestWhenTheQuietIsOver() {
        var book = new AlertBook(AlertTiming.DEFAULT, List.of(), Optional.of("it was rebooted"), 0);

        assertEquals(List.of("600 ONCE restart", "600 BEGAN unsynchronised"), run(book, _ -> List.of(LOST), 0, 3_000));
    }

    /** A box that wakes in 1970 and finds its time later must not say that something has lasted for decades. */
    @Test
    void datesTheBeginningByTheTimeThatIsKnownWhenItIsTold() {
        var book = new AlertBook(AlertTiming.DEFAULT, List.of(), Optional.empty(), 0);
        book.look(List.of(LOST), 0, 12);

        var told = book.look(List.of(LOST), 600_000_000_000L, EPOCH);

        assertEquals(EPOCH - 600, told.getFirst().alert().sinceUtcSecond());
    }

    @Test
    void saysWhatIsKnownNowAndThatItWaits() {
        var book = new AlertBook(new AlertTiming("", 0, 120, 0, Map.of()), List.of(), Optional.empty(), 0);
        run(book, _ -> List.of(ANTENNA), 0, 100);
        run(book, _ -> List.of(new Finding(AlertCondition.ANTENNA, "", "now short")), 100, 101);

        assertEquals("now short", book.raised().getFirst().sentence());
        assertFalse(book.isSettling(book.raised().getFirst()));
        run(book, _ -> List.of(), 101, 110);
        assertTrue(book.isSettling(book.raised().getFirst()));
    }

    @Test
    void tellsTwoSentencesOfOneConditionTogether() {
        var book = new AlertBook(new AlertTiming("", 0, 120, 0, Map.of()), List.of(), Optional.empty(), 0);
        var one = new Finding(AlertCondition.STORAGE, "", "a is full");
        var other = new Finding(AlertCondition.STORAGE, "", "b is read-only");

        assertEquals(List.of("60 BEGAN storage"), run(book, _ -> List.of(one, other), 0, 100));
        assertEquals("a is full; b is read-only", book.raised().getFirst().sentence());
    }
}
