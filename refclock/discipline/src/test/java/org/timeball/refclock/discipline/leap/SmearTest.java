package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.refclock.time.SmearShape;

class SmearTest {

    private static final long EVENT = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
    private static final long NANOS = 1_000_000_000L;

    /** Served time, on a count that goes through the leap second, has no jump, and runs as it says. */
    @ParameterizedTest
    @CsvSource({"LINEAR,1,11573.9", "LINEAR,-1,11574.2", "COSINE,1,18180.3", "COSINE,-1,18180.7"})
    void isWithoutJumpAndRunsAsItSays(SmearShape shape, int change, double steepestPpb) {
        var leap = new LeapSecond(EVENT, change);
        long taken = change > 0 ? EVENT : EVENT - 1;
        double steepest = 0;
        for (long count = EVENT - 44_000; count < EVENT + 44_000; count++) {
            double predicted = served(leap, count, taken, shape) + ratePpb(leap, count, taken, shape) * 1e-9;
            assertEquals(predicted, served(leap, count + 1, taken, shape), 2e-9 + 2e-9 * steepestPpb / 1e4);
            steepest = Math.max(steepest, Math.abs(ratePpb(leap, count, taken, shape)));
        }
        assertEquals(steepestPpb, steepest, 0.1);
        assertEquals(0, served(leap, EVENT - 44_000, taken, shape));
        assertEquals(-change, served(leap, EVENT + 44_000, taken, shape), 1e-9, "as UTC after it");
    }

    @ParameterizedTest
    @CsvSource({"1,-0.5", "-1,0.5"})
    void isHalfDoneAtTheSecond(int change, double seconds) {
        var leap = new LeapSecond(EVENT, change);
        assertEquals(
                seconds, Smear.at(leap, EVENT * NANOS, false, SmearShape.LINEAR).offsetNanos() * 1e-9, 1e-4);
        assertTrue(Smear.covers(leap, EVENT - 43_200));
        assertEquals(Smear.NONE, Smear.at(leap, (EVENT - 43_201) * NANOS, false, SmearShape.LINEAR));
    }

    /** Served less the count that knows no leap second, seconds. */
    private static double served(LeapSecond leap, long count, long taken, SmearShape shape) {
        boolean isTaken = count >= taken;
        long utc = count - (isTaken ? leap.change() : 0);
        return utc - count + Smear.at(leap, utc * NANOS, isTaken, shape).offsetNanos() * 1e-9;
    }

    private static double ratePpb(LeapSecond leap, long count, long taken, SmearShape shape) {
        boolean isTaken = count >= taken;
        long utc = count - (isTaken ? leap.change() : 0);
        return Smear.at(leap, utc * NANOS, isTaken, shape).ratePpb();
    }
}
