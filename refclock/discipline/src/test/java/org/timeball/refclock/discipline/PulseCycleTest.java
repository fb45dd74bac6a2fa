package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PulseCycleTest {

    private static final long SECOND = 1_000_000_000L;

    private final PulseCycle cycle = new PulseCycle();

    record Period(double seconds, boolean isTaken, String remedy) {
        @Override
        public String toString() {
            return seconds + " s";
        }
    }

    static final List<Period> PERIODS = List.of(
            new Period(1, true, ""),
            new Period(2, true, "pulses come every 2.0 s: set the receiver to one a second"),
            new Period(0.5, false, "pulses come every 500 ms: set the receiver to one a second"),
            new Period(0.2, false, "pulses come every 200 ms: set the receiver to one a second"));

    @ParameterizedTest
    @FieldSource("PERIODS")
    void saysWhatAReceiverIsSetTo(Period row) {
        boolean isTaken = false;
        for (int i = 1; i <= 40; i++) {
            isTaken = cycle.isNext(Math.round(i * row.seconds * SECOND));
        }
        assertEquals(row.isTaken, isTaken);
        assertEquals(row.remedy, cycle.remedy());
    }

    @Test
    void anEdgeBetweenIsNoneAndTheNextPulseIsOne() {
        for (int i = 1; i <= 20; i++) {
            assertTrue(cycle.isNext(i * SECOND));
            assertFalse(cycle.isNext(i * SECOND + 300_000_000));
        }
        assertEquals("", cycle.remedy());
    }

    @Test
    void goesOnOverAStep() {
        assertTrue(cycle.isNext(SECOND));
        cycle.onStep(300_000_000);
        assertTrue(cycle.isNext(2 * SECOND + 300_000_000));
    }
}
