package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a few pulses say of their line's scatter. */
class StartScatterTest {

    private static final int LINES = 20_000;

    /**
     * Four deviations of the line's end, of lines drawn by lot: the promise of an error bound. Four or five pulses lie
     * so near to a line by chance, one time in thirty, that little is said of it; six or seven one time in a hundred.
     */
    @Test
    void boundsTheEndOfAFewBadPulsesInNearlyAllLines() {
        var random = new Random(11);
        for (int pulses = StartScatter.LEAST_PULSES; pulses < PhaseTrack.LENGTH; pulses++) {
            int outside = 0;
            for (int i = 0; i < LINES; i++) {
                var track = new PhaseTrack();
                for (int second = 1; second <= pulses; second++) {
                    track.add(second, 1e-3 * random.nextGaussian());
                }
                var line = track.line(pulses, 0);
                double variance = StartScatter.variance(pulses, line.deviationSeconds(), true) * line.phaseShare();
                outside += Math.abs(line.phaseSeconds()) > 4 * Math.sqrt(variance) ? 1 : 0;
            }
            int count = outside;
            int of = pulses;
            double allowed = of < 6 ? 0.04 : of < 8 ? 0.01 : 0.003;
            assertTrue(outside < allowed * LINES, () -> count + " of " + LINES + " lines through " + of);
        }
    }

    @Test
    void usualPulsesCountWithWhatIsExpectedOfThem() {
        assertEquals(25e-12, StartScatter.variance(0, 0, true), 1e-20);
        assertEquals((4 * 25e-12 + 6 * 1e-12) / 10, StartScatter.variance(6, 1e-6, true), 1e-20);
        assertEquals((4 * 25e-12 + 4 * 1e-2) / 8, StartScatter.variance(4, 0.1, false), 1e-12);
    }
}
