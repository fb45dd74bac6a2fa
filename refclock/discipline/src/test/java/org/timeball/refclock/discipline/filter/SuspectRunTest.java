package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SuspectRunTest {

    private final SuspectRun run = new SuspectRun();
    private long second;

    private void suspects(int count, boolean isLate, boolean isFar) {
        for (int i = 0; i < count; i++) {
            run.add(++second, (isLate ? 1 : -1) * 10e-6, isLate, isFar);
        }
    }

    @Test
    void sixFarOnesOnOneSideConvince() {
        suspects(5, true, true);
        assertEquals(0, run.convincing(0.03));
        suspects(1, true, true);
        assertEquals(6, run.convincing(0.03));
        assertEquals(10e-6, run.newest(6).line(second, 0).phaseSeconds(), 1e-12);
    }

    @Test
    void nearOnesNeedTwelveAndBreakTheRowOfFarOnes() {
        suspects(5, false, true);
        suspects(1, false, false);
        suspects(5, false, true);
        assertEquals(0, run.convincing(0.03));
        suspects(1, false, false);
        assertEquals(12, run.convincing(0.03));
    }

    @Test
    void aLineWithManySuspectsNeedsALongerRow() {
        suspects(18, true, false);
        assertEquals(0, run.convincing(1.0 / 3));
        suspects(1, true, false);
        assertEquals(12, run.convincing(1.0 / 3));
    }

    @Test
    void theOtherSideStartsAnew() {
        suspects(5, true, true);
        suspects(5, false, true);
        assertEquals(5, run.length());
        assertEquals(0, run.convincing(0.03));
        run.clear();
        assertEquals(0, run.length());
    }

    @Test
    void aRunLongerThanATrackKeepsTheNewest() {
        suspects(40, true, true);
        assertEquals(6, run.newest(run.convincing(0.03)).size());
        assertEquals(second, run.newest(6).newestSecond());
    }
}
