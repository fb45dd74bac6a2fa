package org.timeball.server.ntp.stamps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InterleavedStampsTest {

    private static final long CLIENT = 0x1234_5678_9abc_def1L;
    private static final long SECOND = 1L << 32;

    private final InterleavedStamps stamps = new InterleavedStamps(64);

    @Test
    void givesEachDepartureOnce() {
        stamps.expect(CLIENT, 11);
        assertEquals(InterleavedStamps.NONE, stamps.take(CLIENT, 13), "of another reply");
        stamps.put(CLIENT, 11, 20);
        assertEquals(InterleavedStamps.NONE, stamps.take(CLIENT + 1, 11), "of another client");

        assertEquals(20, stamps.take(CLIENT, 11));
        assertEquals(InterleavedStamps.NONE, stamps.take(CLIENT, 11));
    }

    @Test
    void knowsNothingOfAReplyThatHasNotLeft() {
        stamps.expect(CLIENT, 11);

        assertEquals(InterleavedStamps.NONE, stamps.take(CLIENT, 11));
        stamps.put(CLIENT, 11, 20);
        assertEquals(0, stamps.held(), "it was asked for too early, and is forgotten");
    }

    @Test
    void keepsTheLastFourOfAClientAndNoOther() {
        for (int i = 0; i < 100; i++) {
            stamps.expect(CLIENT, 1 + 2 * i);
            stamps.put(CLIENT, 1 + 2 * i, 2 + 2 * i);
        }
        assertEquals(4, stamps.held());
        for (int i = 0; i < 100; i++) {
            assertEquals(i < 96 ? InterleavedStamps.NONE : 2 + 2 * i, stamps.take(CLIENT, 1 + 2 * i));
        }
        assertEquals(0, stamps.held());
    }

    /** Who asks for many pushes out its own: another client's place is another one, but for one in sixteen here. */
    @Test
    void aClientCannotPushOutAnother() {
        stamps.expect(CLIENT, 11);
        stamps.put(CLIENT, 11, 20);
        for (int i = 0; i < 10_000; i++) {
            stamps.expect(CLIENT + 1, 2 * i + 1);
            stamps.put(CLIENT + 1, 2 * i + 1, 2 * i + 2);
        }
        assertEquals(20, stamps.take(CLIENT, 11));
    }

    @Test
    void replacesTheOldestAcrossTheTurnOfAnEra() {
        long[] receive = {-3 * SECOND | 1, -SECOND | 1, SECOND | 1, 2 * SECOND | 1, 3 * SECOND | 1};
        for (long one : receive) {
            stamps.expect(CLIENT, one);
            stamps.put(CLIENT, one, one + 1);
        }
        assertEquals(4, stamps.spanSeconds());
        assertEquals(InterleavedStamps.NONE, stamps.take(CLIENT, receive[0]));
        for (int i = 1; i < receive.length; i++) {
            assertEquals(receive[i] + 1, stamps.take(CLIENT, receive[i]));
        }
        assertEquals(0, stamps.spanSeconds());
    }

    @Test
    void hasARoundSize() {
        assertThrows(IllegalArgumentException.class, () -> new InterleavedStamps(100));
        assertThrows(IllegalArgumentException.class, () -> new InterleavedStamps(2));
    }
}
