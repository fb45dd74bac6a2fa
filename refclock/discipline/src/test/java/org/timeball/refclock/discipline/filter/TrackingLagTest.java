package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackingLagTest {

    private static final double USUAL = 200e-9;

    private final TrackingLag lag = new TrackingLag();

    @Test
    void chanceAddsLittle() {
        var random = new Random(1);
        double sum = 0;
        for (int k = 0; k < 10_000; k++) {
            lag.pulse(USUAL * random.nextGaussian(), USUAL);
            sum += lag.seconds();
        }
        assertTrue(sum / 10_000 < 0.15 * USUAL, "adds a seventh of a deviation at most");
    }

    @Test
    void pulsesAllOnOneSideAddTheirDistance() {
        for (int k = 0; k < 30; k++) {
            lag.pulse(-5 * USUAL, USUAL);
        }
        assertEquals(9.4 * USUAL, lag.seconds(), 0.1 * USUAL);
        lag.clear();
        assertEquals(0, lag.seconds());
    }

    @Test
    void oneWildPulseIsNoLag() {
        lag.pulse(1, USUAL);
        assertTrue(lag.seconds() < 1.5 * USUAL);
    }
}
