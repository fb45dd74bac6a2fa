package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

class WeekRolloverTest {

    record Row(String name, String floor, String told, String corrected, int weeks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("right date", "2026-11-01T00:00:00Z", "2026-11-23T04:00:00Z", "2026-11-23T04:00:00Z", 0),
            new Row(
                    "GP-320FW after 2019-04-06",
                    "2019-04-06T00:00:00Z",
                    "1999-08-22T00:02:31Z",
                    "2019-04-07T00:02:31Z",
                    1024),
            new Row("one behind", "2026-11-01T00:00:00Z", "2007-04-09T04:00:00Z", "2026-11-23T04:00:00Z", 1024),
            new Row("two behind", "2026-11-01T00:00:00Z", "1987-08-24T04:00:00Z", "2026-11-23T04:00:00Z", 2048),
            new Row("before GPS began", "2026-11-01T00:00:00Z", "1980-01-05T23:59:46Z", "2038-11-20T23:59:46Z", 3072),
            new Row(
                    "a day before the floor is believed",
                    "2026-11-01T00:00:00Z",
                    "2026-10-31T00:00:00Z",
                    "2026-10-31T00:00:00Z",
                    0),
            new Row(
                    "a second more is not",
                    "2026-11-01T00:00:00Z",
                    "2026-10-30T23:59:59Z",
                    "2046-06-15T23:59:59Z",
                    1024),
            new Row("no floor", "1970-01-01T00:00:00Z", "1999-08-22T00:02:31Z", "1999-08-22T00:02:31Z", 0),
            new Row(
                    "not more than three",
                    "2100-01-01T00:00:00Z",
                    "1980-01-06T00:00:00Z",
                    "2038-11-21T00:00:00Z",
                    3072));

    @ParameterizedTest
    @FieldSource("ROWS")
    void putsASecondWhereItBelongs(Row row) {
        var rollover = new WeekRollover(Instant.parse(row.floor).getEpochSecond());
        var corrected = rollover.correct(Instant.parse(row.told).getEpochSecond());
        assertEquals(Instant.parse(row.corrected), Instant.ofEpochSecond(corrected.utcSecond()));
        assertEquals(row.weeks, corrected.weeks());
    }

    @Test
    void countsInThePeriodOfTenBits() {
        assertEquals(619_315_200L, WeekRollover.PERIOD_SECONDS);
    }

    /** When the floor is no more than the build's date: true until firmware and build are a whole period old. */
    private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

    private static final DateTimeFormatter RMC = DateTimeFormatter.ofPattern(
                    "'GPRMC,'HHmmss'.00,A,,,,,,,'ddMMyy',,,A'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Every day from 2026 to 2060, the time of day moving along, and every edge of a period, a second to each side. */
    static List<Instant> dates() {
        var dates = new ArrayList<Instant>();
        for (var at = BUILT; at.isBefore(Instant.parse("2061-01-01T00:00:00Z")); at = at.plusSeconds(86_400 + 61)) {
            dates.add(at);
        }
        var begun = Instant.parse("1980-01-06T00:00:00Z");
        for (int period = 1; period <= 4; period++) {
            for (int leapSeconds : new int[] {0, 13, 18}) {
                var edge = begun.plusSeconds(period * WeekRollover.PERIOD_SECONDS - leapSeconds);
                dates.addAll(List.of(edge.minusSeconds(1), edge, edge.plusSeconds(1)));
            }
        }
        for (String edge : List.of("2036-02-07T06:28:16Z", "2038-01-19T03:14:08Z", "2038-11-21T00:00:00Z")) {
            var at = Instant.parse(edge);
            dates.addAll(List.of(at.minusSeconds(1), at, at.plusSeconds(1)));
        }
        dates.removeIf(at -> at.isBefore(BUILT));
        return dates;
    }

    /** The last good time is saved every few minutes, so it is a floor of yesterday's at the worst of a short outage. */
    @Test
    void everyDayUntil2060IsRightWithATimeThatWasSaved() {
        for (var date : dates()) {
            for (int periods = 0; periods <= 3; periods++) {
                var told = date.minusSeconds(periods * WeekRollover.PERIOD_SECONDS);
                if (told.isAfter(Instant.parse("1980-01-06T00:00:00Z"))) {
                    assertEquals(date, named(told, date.minusSeconds(3_600)), () -> "told " + told);
                    assertEquals(date, named(told, date.minusSeconds(19 * 365 * 86_400L)), () -> "told " + told);
                }
            }
        }
    }

    @Test
    void noDayIsBeforeTheBuild() {
        for (var date : dates()) {
            for (int periods = 0; periods <= 3; periods++) {
                var told = date.minusSeconds(periods * WeekRollover.PERIOD_SECONDS);
                if (told.isAfter(Instant.parse("1980-01-06T00:00:00Z"))) {
                    var named = named(told, BUILT);
                    assertTrue(!named.isBefore(BUILT.minusSeconds(86_400)), () -> told + " named " + named);
                }
            }
        }
    }

    /** A gap of nearly a whole period since the floor is bridged, which is 19 years without power. */
    @Test
    void everyDayOfThePeriodBehindTheBuildIsRightWithoutASavedTime() {
        for (var date : dates()) {
            if (date.isBefore(BUILT.plusSeconds(WeekRollover.PERIOD_SECONDS - 2 * 86_400))) {
                assertEquals(date, named(date.minusSeconds(WeekRollover.PERIOD_SECONDS), BUILT));
                assertEquals(date, named(date, BUILT));
            }
        }
    }

    private static Instant named(Instant told, Instant floor) {
        var receiver = new GnssReceiver(floor.getEpochSecond());
        receiver.accept(new ReceiverBytes(Wire.sentence(RMC.format(told)), 0));
        var epoch = receiver.onSilence(1_000_000_000L).orElseThrow();
        return Instant.ofEpochSecond(epoch.utcSecond().orElseThrow());
    }
}
