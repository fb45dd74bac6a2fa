package org.timeball.server.certificates.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is told of a certificate that nears its end. */
class ExpiryAlarmTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    record Row(String name, int lifeHours, int passedHours, int failures, Optional<ExpiryAlarm> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("90 days, a day old", 2_160, 24, 0, Optional.empty()),
            new Row("90 days, renewal is due and was not tried", 2_160, 1_440, 0, Optional.empty()),
            new Row("90 days, failed before a third was left", 2_160, 1_439, 1, Optional.empty()),
            new Row("90 days, a third is left and renewal fails", 2_160, 1_440, 1, told(ExpiryAlarm.THIRD_LEFT)),
            new Row("90 days, a tenth is left", 2_160, 1_944, 0, told(ExpiryAlarm.TENTH_LEFT)),
            new Row("90 days, just 48 hours are left", 2_160, 2_112, 9, told(ExpiryAlarm.TENTH_LEFT)),
            new Row("90 days, 47 hours are left", 2_160, 2_113, 0, told(ExpiryAlarm.TWO_DAYS_LEFT)),
            new Row("90 days, over", 2_160, 2_160, 0, told(ExpiryAlarm.EXPIRED)),
            new Row("six days, half of it left", 144, 72, 0, Optional.empty()),
            new Row("six days, 47 hours left, and renewal fails", 144, 97, 2, told(ExpiryAlarm.THIRD_LEFT)),
            new Row("six days, a tenth left", 144, 130, 0, told(ExpiryAlarm.TWO_DAYS_LEFT)));

    @ParameterizedTest
    @FieldSource("ROWS")
    void tellsOfTheEnd(Row row) {
        var now = START.plus(Duration.ofHours(row.passedHours));

        assertEquals(row.told, ExpiryAlarm.of(Optional.of(now), life(row.lifeHours), row.failures));
    }

    @Test
    void aBoardWithoutTimeJudgesNoCertificate() {
        assertEquals(Optional.empty(), ExpiryAlarm.of(Optional.empty(), life(1), 100));
    }

    private static Life life(int hours) {
        return new Life(START, START.plus(Duration.ofHours(hours)));
    }

    private static Optional<ExpiryAlarm> told(ExpiryAlarm alarm) {
        return Optional.of(alarm);
    }
}
