package org.timeball.firmware.appliance.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nobody makes the box look more often than it likes. */
class RememberedTest {

    private static final long SECOND = 1_000_000_000L;

    /** A time at which it was looked before; may be negative, as monotonic clocks are. */
    private static final long START = -7 * SECOND;

    record Row(double laterSeconds, boolean isAnew, int looks) {
        @Override
        public String toString() {
            return (isAnew ? "anew " : "") + laterSeconds + " s later";
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(0, false, 1),
            new Row(0, true, 1),
            new Row(1.9, true, 1),
            new Row(2.1, true, 2),
            new Row(59, false, 1),
            new Row(61, false, 2));

    @ParameterizedTest
    @FieldSource("ROWS")
    void looksWhenItIsDue(Row row) {
        var looks = new AtomicInteger();
        var remembered = new Remembered<>(looks::incrementAndGet);
        long later = START + Math.round(row.laterSeconds * SECOND);

        assertEquals(1, remembered.get(row.isAnew, START));
        assertEquals(row.looks, remembered.get(row.isAnew, later));
        assertEquals(row.looks == 1 ? (long) row.laterSeconds : 0, remembered.ageSeconds(later));
    }
}
