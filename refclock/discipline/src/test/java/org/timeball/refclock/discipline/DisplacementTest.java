package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pulses that are nowhere near a second: whether they were moved, or our clock. */
class DisplacementTest {

    private static final long SECOND = 1_000_000_000L;
    private static final SentenceDelay USUAL = new SentenceDelay(64, 0.15, 1e-3);

    /**
     * @param lateSeconds  of the strange pulses
     * @param spokenAt     when bursts begin, seconds after our second
     * @param boundSeconds what our clock may be off by
     * @param isSeconded   other sources put our clock where the pulses do
     */
    record Row(
            String name,
            double lateSeconds,
            double spokenAt,
            double boundSeconds,
            boolean isSeconded,
            boolean isMoved) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("of a clock that nothing is known of", 0.1, 0.25, 16, false, true),
            new Row("of one known to less than that", 0.1, 0.25, 0.11, false, true),
            new Row("of one known to more", 0.1, 0.25, 0.09, false, false),
            new Row("of one known to microseconds", 0.1, 0.25, 20e-6, false, false),
            new Row("early", -0.1, 0.05, 20e-6, false, false),
            new Row("known to microseconds, and contradicted by others", 0.1, 0.25, 20e-6, true, true),
            new Row("the wrong edge under sentences as usual", 0.1, 0.15, 16, false, false),
            new Row("the same, whatever others say", 0.1, 0.15, 20e-6, true, false));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isOurClocksWhereItMayBeSoFarOff(Row row) {
        var displacement = new Displacement();
        boolean isMoved = false;
        for (int second = 1; second <= 20; second++) {
            displacement.strangePulse(second * SECOND + Math.round(row.lateSeconds * SECOND));
            isMoved |= displacement.isClockMoved(
                    second * SECOND + Math.round(row.spokenAt * SECOND),
                    USUAL,
                    row.boundSeconds,
                    late -> row.isSeconded && Math.abs(late - row.lateSeconds) < 1e-6);
        }
        assertEquals(row.isMoved, isMoved);
    }

    /** What a held clock's seconds may be off by grows while they have no names, and nothing is said of another clock. */
    @Test
    void aHeldClockStraysWithTime() {
        var displacement = new Displacement();
        assertEquals(Double.POSITIVE_INFINITY, displacement.strayedSeconds(0));
        displacement.hold(100 * SECOND, 20e-6);
        assertEquals(20e-6, displacement.strayedSeconds(100 * SECOND), 1e-12);
        assertEquals(20e-6 + 0.1, displacement.strayedSeconds(10_100 * SECOND), 1e-12);
        displacement.clear();
        assertEquals(Double.POSITIVE_INFINITY, displacement.strayedSeconds(10_100 * SECOND));
        assertEquals(0.1, Displacement.lateSeconds(7 * SECOND + SECOND / 10), 1e-12);
        assertEquals(-0.1, Displacement.lateSeconds(8 * SECOND - SECOND / 10), 1e-12);
    }
}
