package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DemoTimeTest {

    private static final long NOW = 1_795_400_000_000_000_000L;
    private static final long DECADES = -180_000_000_123_456_789L;

    @Test
    void goesBothWaysToTheNanosecond() {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            var time = new DemoTime(random.nextLong(DECADES, -DECADES));
            long raw = NOW + random.nextLong(10_000_000_000_000L);
            assertEquals(raw, time.rawNanos(time.utcNanos(raw)), 1);
        }
    }

    @Test
    void swingsByMicrosecondsAndComesBack() {
        var time = new DemoTime(0);
        long worst = 0;
        for (long raw = NOW; raw < NOW + 3_600_000_000_000L; raw += 1_000_000_000L) {
            worst = Math.max(worst, Math.abs(time.utcNanos(raw) - raw));
        }
        assertTrue(worst > 5_000 && worst < 6_000, "swing " + worst + " ns");
        assertEquals(time.utcNanos(NOW) - NOW, time.utcNanos(NOW + 1_800_000_000_000L) - NOW - 1_800_000_000_000L);
    }

    /** The thermometer shows the cause of the swing: 12 ppb slower for every degree. */
    @Test
    void warmthSlowsTheCrystal() {
        var time = new DemoTime(0);
        long minute = 60_000_000_000L;
        for (long raw = NOW; raw < NOW + 30 * minute; raw += minute) {
            long gained = time.utcNanos(raw + minute) - time.utcNanos(raw) - minute;
            double crystalPpb = -(double) gained / 60;
            double celsius = DemoTime.celsius(raw + minute / 2);
            assertEquals(-12 * (celsius - 48), crystalPpb, 0.1);
        }
    }
}
