package org.timeball.refclock.discipline.steering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SteeringLedgerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long BASE = 1_795_435_200L * SECOND;
    private final SteeringLedger ledger = new SteeringLedger();

    @BeforeEach
    void commands() {
        ledger.record(BASE, 1_000);
        ledger.record(BASE + SECOND, -2_000);
        ledger.record(BASE + 2 * SECOND, 4_000);
    }

    record Stretch(String name, double from, double to, double nanos) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Stretch> STRETCHES = List.of(
            new Stretch("within the newest", 2.25, 3.25, 4_000),
            new Stretch("across one command", 1.5, 2.5, 1_000),
            new Stretch("before the newest was given", 1.25, 1.75, -1_000),
            new Stretch("across all", 0, 3, 3_000),
            new Stretch("from before the first command", -5, 1, 1_000),
            new Stretch("nothing", 1.5, 1.5, 0));

    @ParameterizedTest
    @FieldSource("STRETCHES")
    void addsUpWhatWasInForce(Stretch row) {
        assertEquals(row.nanos * 1e-9, ledger.movedSeconds(at(row.from), at(row.to)), 1e-15);
    }

    @ParameterizedTest
    @FieldSource("STRETCHES")
    void movesWithASteppedClock(Stretch row) {
        ledger.onStep(-50 * 365 * 86_400 * SECOND);
        long back = 50 * 365 * 86_400 * SECOND;
        assertEquals(row.nanos * 1e-9, ledger.movedSeconds(at(row.from) - back, at(row.to) - back), 1e-15);
    }

    @Test
    void forgetsTheOldestAndTakesItForAllThatWasBefore() {
        for (int k = 3; k < 20; k++) {
            ledger.record(BASE + k * SECOND, 100);
        }
        assertEquals(20 * 100e-9, ledger.movedSeconds(BASE, BASE + 20 * SECOND), 1e-15);
    }

    private static long at(double seconds) {
        return BASE + Math.round(seconds * SECOND);
    }
}
