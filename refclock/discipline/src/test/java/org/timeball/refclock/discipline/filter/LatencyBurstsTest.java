package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Phases in deviations, which are nanoseconds here; the clock is believed to stand still at zero. */
class LatencyBurstsTest {

    private static final double DEVIATION = 1e-9;

    private final LatencyBursts bursts = new LatencyBursts();
    private long second;

    private void pulses(int count, double deviations) {
        for (int i = 0; i < count; i++) {
            var seen = new LatencyBursts.Sighting(second++, deviations * DEVIATION, 0, 0, DEVIATION);
            bursts.pulse(seen, Math.abs(deviations) > SuspectRun.NEAR_DEVIATIONS);
        }
    }

    @Test
    void theFirstBurstIsUnknown() {
        pulses(100, 0.5);
        pulses(5, 10);
        assertFalse(bursts.mayBeOne());
        assertFalse(bursts.isInOne());
    }

    @Test
    void theNextMayLastTwiceAsLong() {
        pulses(100, 0.5);
        pulses(5, 10);
        pulses(100, 0.5);
        pulses(1, 10);
        assertTrue(bursts.isInOne());
        pulses(8, 10);
        assertTrue(bursts.mayBeOne());
        pulses(1, 10);
        assertFalse(bursts.mayBeOne());
    }

    @Test
    void whatWasFollowedAndTakenBackWasOne() {
        pulses(100, 0.5);
        pulses(6, 10);
        bursts.followed(second - 6, true);
        pulses(10, 0);
        pulses(6, -10);
        bursts.followed(second - 6, false);
        pulses(100, 0);
        pulses(20, 10);
        assertTrue(bursts.mayBeOne());
    }

    @Test
    void whatStaysIsNone() {
        pulses(100, 0.5);
        pulses(6, 10);
        bursts.followed(second - 6, true);
        pulses(300, 0);
        pulses(6, -10);
        bursts.followed(second - 6, false);
        pulses(100, 0);
        pulses(5, 10);
        assertFalse(bursts.mayBeOne());
    }

    @Test
    void earlyPulsesAreNone() {
        pulses(100, 0.5);
        pulses(5, 10);
        pulses(100, 0.5);
        pulses(5, -10);
        assertFalse(bursts.mayBeOne());
        assertFalse(bursts.isInOne());
    }

    @Test
    void whatCreepsUpIsNone() {
        pulses(100, 0.5);
        pulses(5, 10);
        pulses(100, 0.5);
        for (double far = 1; far < 10; far += 0.7) {
            pulses(1, far);
        }
        assertFalse(bursts.mayBeOne());
        assertFalse(bursts.isInOne());
    }

    @Test
    void aLineThatHasBecomeNoisierIsHeard() {
        pulses(100, 0.5);
        pulses(5, 10);
        pulses(100, 0.5);
        pulses(2, -5);
        pulses(1, 5);
        assertFalse(bursts.isInOne());
    }

    @Test
    void aLineThatIsOftenLateIsHeard() {
        pulses(600, 0.5);
        for (int i = 0; i < 200; i++) {
            pulses(4, 0.5);
            pulses(3, 6);
        }
        assertFalse(bursts.isInOne());
    }
}
