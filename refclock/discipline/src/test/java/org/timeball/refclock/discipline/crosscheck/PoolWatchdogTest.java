package org.timeball.refclock.discipline.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Row C19: a pool of a hundred, thirty of which are shifted by 100 ms. */
class PoolWatchdogTest {

    private final Random random = new Random(19);
    private final PoolWatchdog watchdog = new PoolWatchdog();

    @Test
    void c19NoFalseAlarmInTenThousandRounds() {
        for (int round = 0; round < 10_000; round++) {
            double ours = random.nextDouble(-0.005, 0.005);
            assertInstanceOf(PoolWatchdog.Finding.Agrees.class, round(ours), "round " + round);
        }
    }

    @Test
    void c19AClockThatIsOffIsNoticedEachTime() {
        for (int round = 0; round < 1_000; round++) {
            double ours = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.06, 10);
            if (Math.abs(ours - 0.1) < 0.06) {
                continue; // where the liars are
            }
            var alarm = assertInstanceOf(PoolWatchdog.Finding.Alarm.class, round(ours), "off by " + ours);
            assertEquals(-ours, alarm.offsetSeconds(), 0.03);
        }
    }

    @Test
    void twoServersHaveNoMiddle() {
        assertThrows(IllegalArgumentException.class, () -> watchdog.onSample(List.of(0.0, 0.0)));
    }

    /** Asks until it knows; our clock is ahead by so much. */
    private PoolWatchdog.Finding round(double aheadSeconds) {
        var pool = new ArrayList<Double>();
        for (int i = 0; i < 100; i++) {
            pool.add((i < 30 ? 0.1 : 0) + 0.005 * random.nextGaussian() - aheadSeconds);
        }
        while (true) {
            Collections.shuffle(pool, random);
            var finding = watchdog.onSample(pool.subList(0, PoolWatchdog.SAMPLE));
            switch (finding) {
                case PoolWatchdog.Finding.Agrees _, PoolWatchdog.Finding.Alarm _ -> {
                    return finding;
                }
                case PoolWatchdog.Finding.AskAll() -> {
                    return watchdog.onAll(pool);
                }
                case PoolWatchdog.Finding.AskOthers() -> {}
            }
        }
    }
}
