package org.timeball.refclock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The table of docs/configuration.md, row by row. */
class PulseKindTest {

    record Row(PulseKind kind, int stratum, String refId, double systematicSeconds, double limitSeconds) {
        @Override
        public String toString() {
            return kind.words();
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(PulseKind.KERNEL, 1, "PPS", 1e-6, 1e-3),
            new Row(PulseKind.SERIAL_LINE, 1, "PPS", 5e-6, 1e-3),
            new Row(PulseKind.USB_SERIAL_LINE, 1, "PPS", 1e-3, 10e-3),
            new Row(PulseKind.USER_SPACE, 1, "PPS", 100e-6, 2e-3),
            new Row(PulseKind.SENTENCE, 1, "GPS", 0.75, 1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhatClientsAreTold(Row row) {
        assertEquals(row.stratum, row.kind.stratum());
        assertEquals(row.refId, row.kind.refId().toString());
        assertEquals(row.systematicSeconds, row.kind.systematicSeconds());
        assertEquals(row.limitSeconds, row.kind.limitSeconds());
    }

    @Test
    void hasARowForEveryKind() {
        assertEquals(List.of(PulseKind.values()), ROWS.stream().map(Row::kind).toList());
    }

    /** A kind whose bound cannot come below its limit would never lock. */
    @ParameterizedTest
    @EnumSource
    void leavesRoomBetweenWhatIsAlwaysWrongAndTheLimit(PulseKind kind) {
        assertTrue(kind.systematicSeconds() + 6 * kind.jitterSeconds() < kind.limitSeconds());
    }

    /** The prior covers all that receivers are known to do: to speak from the second itself to 0.9 s after it. */
    @Test
    void coversEveryKnownSentenceDelay() {
        double assumed = PulseKind.ASSUMED_SENTENCE_DELAY_SECONDS;
        double systematic = PulseKind.SENTENCE.systematicSeconds();
        assertTrue(assumed - systematic <= 0 && assumed + systematic >= 0.9);
    }
}
