package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.DeviceException;

/** The kernel's structures of readings, made by hand: no machine that builds this has such a clock. */
class CardClockTest {

    private static final long SYSTEM = 1_795_400_000L;

    private static MemorySegment structure(int readings, int times) {
        MemorySegment made = Arena.ofAuto().allocate(CardClock.HEAD_OCTETS + 75L * CardClock.TIME_OCTETS, Long.BYTES);
        made.set(JAVA_INT, 0, readings);
        for (int i = 0; i < times; i++) {
            put(made, i, 0, 0);
        }
        return made;
    }

    private static void put(MemorySegment made, int index, long seconds, int nanos) {
        long at = CardClock.HEAD_OCTETS + (long) index * CardClock.TIME_OCTETS;
        made.set(JAVA_LONG, at, seconds);
        made.set(JAVA_INT, at + 8, nanos);
    }

    /** linux/ptp_clock.h: the numbers have the sizes of the structures in them, 832 and 1,216 octets. */
    @Test
    void asksByTheNumbersOfTheHeader() {
        assertEquals(1L << 30 | 832L << 16 | '=' << 8 | 5, CardClock.PTP_SYS_OFFSET);
        assertEquals(3L << 30 | 1_216L << 16 | '=' << 8 | 9, CardClock.PTP_SYS_OFFSET_EXTENDED);
    }

    @Test
    void takesTheQuickestOfTheExtendedReadings() {
        var made = structure(3, 9);
        int[] took = {900, 300, 500};
        for (int i = 0; i < 3; i++) {
            put(made, 3 * i, SYSTEM, 1_000 * i);
            put(made, 3 * i + 1, 7, 1_000 * i + 50);
            put(made, 3 * i + 2, SYSTEM, 1_000 * i + took[i]);
        }
        assertEquals(
                Optional.of(new CardReading(
                        SYSTEM * 1_000_000_000L + 1_000, 7_000_001_050L, SYSTEM * 1_000_000_000L + 1_300)),
                CardClock.quickest(made, 3));
    }

    /** In the older structure what ends one reading begins the next. */
    @Test
    void takesTheQuickestOfTheSimpleReadings() {
        var made = structure(2, 5);
        put(made, 0, SYSTEM, 0);
        put(made, 1, 7, 10);
        put(made, 2, SYSTEM, 800);
        put(made, 3, 7, 20);
        put(made, 4, SYSTEM, 1_500);
        assertEquals(
                Optional.of(new CardReading(
                        SYSTEM * 1_000_000_000L + 800, 7_000_000_020L, SYSTEM * 1_000_000_000L + 1_500)),
                CardClock.quickest(made, 2));
    }

    @Test
    void takesNoReadingThatCannotBe() {
        var made = structure(1, 3);
        assertEquals(Optional.empty(), CardClock.quickest(made, 3), "the driver filled in nothing");
        put(made, 0, SYSTEM, 500);
        put(made, 1, 7, 0);
        put(made, 2, SYSTEM, 499);
        assertEquals(Optional.empty(), CardClock.quickest(made, 3), "the machine's clock was set in its midst");
        made.set(JAVA_INT, 0, -1);
        assertEquals(Optional.empty(), CardClock.quickest(made, 3));
        made.set(JAVA_INT, 0, Integer.MAX_VALUE);
        assertEquals(Optional.empty(), CardClock.quickest(made, 3), "no more are looked at than fit");
    }

    @Test
    void saysWhyItCannotBeRead() {
        var refused = assertThrows(DeviceException.class, () -> CardClock.open("/dev/ptp-none"));
        assertTrue(refused.getMessage().startsWith("open(/dev/ptp-none): ENOENT"), refused.getMessage());
    }

    /** What is no such clock gives no reading, by whichever request. */
    @Test
    void whatIsNoClockGivesNoReading() throws DeviceException {
        try (var clock = CardClock.open("/dev/null")) {
            assertEquals(Optional.empty(), clock.read());
            assertEquals(Optional.empty(), clock.read());
        }
    }
}
