package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
}
