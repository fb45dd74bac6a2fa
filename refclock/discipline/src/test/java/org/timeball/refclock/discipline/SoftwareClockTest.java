package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SoftwareClockTest {

    private static final long NOW = 1_795_435_200_123_456_789L;
    private static final long SECOND = 1_000_000_000L;
    private final AtomicLong raw = new AtomicLong(NOW);
    private final SoftwareClock clock = new SoftwareClock(raw::get);

    @Test
    void isTheRawClockAtFirst() {
        assertEquals(NOW, clock.rawNanos());
        assertEquals(0, clock.correctionNanos(NOW));
        assertEquals(0, clock.correctionRatePpb());
    }

    record Correction(String name, long nanos) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Correction> CORRECTIONS = List.of(
            new Correction("a nanosecond", 1),
            new Correction("minus a nanosecond", -1),
            new Correction("a replay of 2021", -181_331_730_123_456_789L),
            new Correction("waking in 1970", 1_795_435_200_000_000_001L),
            new Correction("half a century back", -1_577_880_000_999_999_999L));

    @ParameterizedTest
    @FieldSource("CORRECTIONS")
    void stepsAreExactAndUndone(Correction row) {
        clock.setFrequencyPpb(12_345.678);
        raw.addAndGet(3 * SECOND);
        long before = clock.correctionNanos(raw.get());
        clock.step(row.nanos);
        assertEquals(before + row.nanos, clock.correctionNanos(raw.get()));
        clock.step(-row.nanos);
        assertEquals(before, clock.correctionNanos(raw.get()));
    }

    @ParameterizedTest
    @FieldSource("CORRECTIONS")
    void aChangeOfFrequencyMovesNothing(Correction row) {
        clock.step(row.nanos);
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            raw.addAndGet(random.nextLong(2 * SECOND));
            long before = clock.correctionNanos(raw.get());
            clock.setFrequencyPpb(random.nextDouble(-500_000, 500_000));
            assertEquals(before, clock.correctionNanos(raw.get()));
        }
    }

    /** Against decimal arithmetic: a day of changing commands, the sum still right to the nanosecond. */
    @Test
    void aDayOfCommandsLosesNoNanosecond() {
        clock.step(-181_331_730_123_456_789L);
        var exact = BigDecimal.valueOf(-181_331_730_123_456_789L);
        var random = new Random(8);
        double ppb = 0;
        for (int second = 0; second < 86_400; second++) {
            long passed = SECOND + random.nextInt(-1_000_000, 1_000_000);
            exact = exact.add(
                    new BigDecimal(ppb).multiply(BigDecimal.valueOf(passed)).movePointLeft(9));
            raw.addAndGet(passed);
            ppb = random.nextDouble(-100_000, 100_000);
            clock.setFrequencyPpb(ppb);
        }
        long expected = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
        assertEquals(expected, clock.correctionNanos(raw.get()), 1);
    }

    @Test
    void growsAtTheRateItStates() {
        clock.setFrequencyPpb(-12_500);
        assertEquals(-12_500, clock.correctionRatePpb());
        assertEquals(-12_500, clock.correctionNanos(NOW + SECOND));
        assertEquals(-12_500L * 3_600 * 24 * 365, clock.correctionNanos(NOW + 3_600 * 24 * 365 * SECOND), 1);
    }

    @Test
    void refusesWhatAKernelWouldRefuse() {
        for (double ppb : new double[] {500_001, -500_001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> clock.setFrequencyPpb(ppb));
        }
    }
}
