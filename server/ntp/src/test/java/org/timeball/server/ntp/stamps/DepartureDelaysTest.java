package org.timeball.server.ntp.stamps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DepartureDelaysTest {

    private final DepartureDelays delays = new DepartureDelays();
    private final int kind = DepartureDelays.kind(48, 1_000_000);

    @Test
    void correctsByNothingUntilItKnowsEnough() {
        for (int i = 0; i < 31; i++) {
            delays.learn(kind, 4_000);
        }
        assertEquals(0, delays.nanos(kind));
        delays.learn(kind, 4_000);
        assertEquals(2_700, delays.nanos(kind));
    }

    @Test
    void heedsNoDelayThatCannotBe() {
        for (int i = 0; i < 100; i++) {
            delays.learn(kind, -1);
            delays.learn(kind, 1_000_001);
        }
        assertEquals(0, delays.nanos(kind));
    }

    @Test
    void forgetsAShortDelayInTime() {
        for (int i = 0; i < 300; i++) {
            delays.learn(kind, i == 0 ? 800 : 4_000);
        }
        assertEquals(300, delays.nanos(kind));
        for (int i = 0; i < 512; i++) {
            delays.learn(kind, 4_000);
        }
        assertEquals(2_700, delays.nanos(kind));
    }

    /** A stamp that is corrected by this is earlier than the departure, but for one in ten thousand at most. */
    @Test
    void isShorterThanTheNextDelay() {
        var random = new Random(4);
        int late = 0;
        int early = 0;
        for (int i = 0; i < 100_000; i++) {
            long delay =
                    2_500 + (long) (Math.abs(random.nextGaussian()) * 800) + (random.nextInt(50) == 0 ? 30_000 : 0);
            late += delays.nanos(kind) > delay ? 1 : 0;
            early += delays.nanos(kind) > 1_500 ? 1 : 0;
            delays.learn(kind, delay);
        }
        assertEquals(0, late);
        assertTrue(early > 99_000, "corrected " + early);
    }

    @Test
    void everyKindIsOneOfTheTable() {
        for (int octets : new int[] {48, 84, 228, 1_280, 2_048, 65_535}) {
            for (long idle : new long[] {Long.MIN_VALUE, -1, 0, 19_999, 20_000, 199_999, 1_999_999, Long.MAX_VALUE}) {
                int one = DepartureDelays.kind(octets, idle);
                assertTrue(one >= 0 && one < 128, octets + " octets after " + idle + " ns: " + one);
            }
        }
        for (int place = 0; place < 8; place++) {
            assertEquals(128 + 32 * place, DepartureDelays.kindInGroup(48, place));
            assertEquals(131 + 32 * place, DepartureDelays.kindInGroup(232, place));
            assertEquals(159 + 32 * place, DepartureDelays.kindInGroup(65_535, place));
        }
        assertEquals(384, DepartureDelays.KINDS);
    }
}
