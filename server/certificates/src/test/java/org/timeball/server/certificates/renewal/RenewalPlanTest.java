package org.timeball.server.certificates.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** When a certificate is tried for next, on a virtual clock. */
class RenewalPlanTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Life NINETY_DAYS = new Life(START, day(90));
    private static final Optional<Life> SHOWN = Optional.of(NINETY_DAYS);
    private static final Optional<Window> NO_WINDOW = Optional.empty();
    private static final Optional<Window> WINDOW = Optional.of(new Window(day(40), day(50)));
    private static final double MIDDLE = 0.5;

    record Row(String name, Instant now, Optional<Life> life, Optional<Window> window, Attempts attempts, Instant due) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> WAITING = List.of(
            new Row("new, and the authority says nothing", day(1), SHOWN, NO_WINDOW, Attempts.NONE, day(60)),
            new Row("an authority with a window", day(1), SHOWN, WINDOW, Attempts.NONE, day(45)),
            new Row("a window after the end is none", day(1), SHOWN, window(100, 110), Attempts.NONE, day(60)),
            new Row("once failed", day(61), SHOWN, NO_WINDOW, failed(1, day(61)), day(61).plusSeconds(300)),
            new Row("twice failed", day(61), SHOWN, NO_WINDOW, failed(2, day(61)), day(61).plusSeconds(600)),
            new Row("often failed", day(61), SHOWN, NO_WINDOW, failed(60, day(61)), day(61).plusSeconds(21_600)),
            new Row(
                    "failed before there was one",
                    day(1),
                    Optional.empty(),
                    NO_WINDOW,
                    failed(1, day(1)),
                    day(1).plusSeconds(300)),
            new Row("told to come later", day(61), SHOWN, NO_WINDOW, told(day(61), day(63)), day(63)),
            new Row(
                    "told to come sooner than the pause",
                    day(61),
                    SHOWN,
                    NO_WINDOW,
                    told(day(61), day(61).plusSeconds(1)),
                    day(61).plusSeconds(300)),
            new Row("told to come in a year", day(61), SHOWN, NO_WINDOW, told(day(61), day(426)), day(68)),
            new Row("failed before it was due", day(1), SHOWN, NO_WINDOW, failed(1, day(1)), day(60)));

    @ParameterizedTest
    @FieldSource("WAITING")
    void waitsUntilItIsDue(Row row) {
        assertEquals(new RenewalPlan.Later(row.due), next(row, row.now));
        assertEquals(new RenewalPlan.Later(row.due), next(row, row.due.minusMillis(1)));
        assertEquals(new RenewalPlan.Now(), next(row, row.due));
    }

    private static RenewalPlan.Next next(Row row, Instant now) {
        return RenewalPlan.next(Optional.of(now), row.life, row.window, MIDDLE, row.attempts);
    }

    @Test
    void ordersAtOnceWhereThereIsNone() {
        assertEquals(
                new RenewalPlan.Now(),
                RenewalPlan.next(Optional.of(day(1)), Optional.empty(), NO_WINDOW, MIDDLE, Attempts.NONE));
    }

    @Test
    void aBoardWithoutTimeOrdersNothing() {
        for (var life : List.of(SHOWN, Optional.<Life>empty())) {
            assertEquals(
                    new RenewalPlan.OnceTimeIsKnown(),
                    RenewalPlan.next(Optional.empty(), life, WINDOW, MIDDLE, Attempts.NONE));
        }
    }

    @Test
    void aClockThatWasSetBackMakesNoYearsOfMinutes() {
        var attempts = failed(3, day(400));

        assertEquals(new RenewalPlan.Now(), RenewalPlan.next(Optional.of(day(61)), SHOWN, NO_WINDOW, MIDDLE, attempts));
    }

    @Test
    void aWindowsLotsFallInsideIt() {
        var random = new Random(9_773);
        for (int i = 0; i < 10_000; i++) {
            var next = RenewalPlan.next(Optional.of(day(1)), SHOWN, WINDOW, random.nextDouble(), Attempts.NONE);

            var when = assertInstanceOf(RenewalPlan.Later.class, next).when();
            assertTrue(!when.isBefore(day(40)) && !when.isAfter(day(50)), when::toString);
        }
    }

    /** An authority that fails for the whole last third is asked often enough, and no more than four times a day. */
    @Test
    void keepsTryingToTheEnd() {
        var now = day(60);
        var attempts = Attempts.NONE;
        while (now.isBefore(NINETY_DAYS.until())) {
            switch (RenewalPlan.next(Optional.of(now), SHOWN, NO_WINDOW, MIDDLE, attempts)) {
                case RenewalPlan.Now() -> attempts = attempts.failed(now, Optional.empty());
                case RenewalPlan.Later(var when) -> now = when;
                case RenewalPlan.OnceTimeIsKnown() -> throw new AssertionError("time is known");
            }
        }
        // Seven pauses that double to 320 minutes take 10 h 35 min; then one every six hours.
        long steady = Duration.ofDays(30).minusMinutes(635).dividedBy(RenewalPlan.LONGEST_PAUSE);
        assertEquals(8 + steady, attempts.failures());
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static Optional<Window> window(int from, int to) {
        return Optional.of(new Window(day(from), day(to)));
    }

    private static Attempts failed(int failures, Instant last) {
        return new Attempts(failures, Optional.of(last), Optional.empty());
    }

    private static Attempts told(Instant last, Instant notBefore) {
        return new Attempts(1, Optional.of(last), Optional.of(notBefore));
    }
}
