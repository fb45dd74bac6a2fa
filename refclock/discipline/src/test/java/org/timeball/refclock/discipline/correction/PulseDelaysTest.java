package org.timeball.refclock.discipline.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PulseDelaysTest {

    private static final OptionalDouble UNSAID = OptionalDouble.empty();
    private static final BoardProfile PI_4 = BoardProfile.of("Raspberry Pi 4 Model B Rev 1.4");
    private static final AntennaCable TEN_METRES = new AntennaCable(10, UNSAID);

    record Box(String name, PulseDelays delays, double lateNanos, double systematicNanos) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Box> BOXES = List.of(
            new Box(
                    "nothing known",
                    PulseDelays.of(BoardProfile.UNKNOWN, UNSAID, AntennaCable.NONE, UNSAID, 1e-6),
                    0,
                    11_000),
            new Box(
                    "simulated",
                    PulseDelays.of(BoardProfile.SIMULATED, UNSAID, AntennaCable.NONE, UNSAID, 1e-6),
                    0,
                    1_000),
            new Box("board alone", PulseDelays.of(PI_4, UNSAID, AntennaCable.NONE, UNSAID, 1e-6), 1_500, 1_500),
            new Box("cable of any kind", PulseDelays.of(PI_4, UNSAID, TEN_METRES, UNSAID, 1e-6), 1_550, 1_511),
            new Box(
                    "cable of a known kind",
                    PulseDelays.of(PI_4, UNSAID, new AntennaCable(10, OptionalDouble.of(4)), UNSAID, 1e-6),
                    1_540,
                    1_502),
            new Box(
                    "measured latency",
                    PulseDelays.of(PI_4, OptionalDouble.of(2.2e-6), TEN_METRES, UNSAID, 1e-6),
                    2_250,
                    1_011),
            new Box("calibrated", PulseDelays.of(PI_4, UNSAID, TEN_METRES, OptionalDouble.of(-2e-7), 5e-8), 1_350, 50),
            new Box(
                    "calibrated, and right already",
                    PulseDelays.of(PI_4, UNSAID, TEN_METRES, OptionalDouble.of(0), 5e-8),
                    1_550,
                    50));

    /** true edge = stamp − latency − cable − calibration, and the doubts add up. */
    @ParameterizedTest
    @FieldSource("BOXES")
    void addsUpWhatMakesAPulseLate(Box row) {
        assertEquals(row.lateNanos, row.delays.lateSeconds() * 1e9, 1e-6);
        assertEquals(row.systematicNanos, row.delays.systematicSeconds() * 1e9, 1e-6);
    }

    @Test
    void refusesACableThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new AntennaCable(-1, UNSAID));
        assertThrows(IllegalArgumentException.class, () -> new AntennaCable(Double.NaN, UNSAID));
        assertThrows(IllegalArgumentException.class, () -> new AntennaCable(1, OptionalDouble.of(0)));
    }
}
