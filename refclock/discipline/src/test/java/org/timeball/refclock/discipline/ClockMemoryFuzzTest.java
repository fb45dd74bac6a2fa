package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** F16 of the test catalogue, as far as the clock's memory goes, on seeded random input. */
class ClockMemoryFuzzTest {

    private static final int ROUNDS = 10_000;

    /** A day as it is written: a count for each horizon, and its largest slopes in parts per trillion. */
    private static final String GOOD = """
            timeball-clock 1
            utc-second 1795400000
            oscillator-ppb -4321.123
            day 3:1234567,99999,123 2:1000001,7 1:20001 1:1 0: 0: 0: 0: 0:
            """;

    @Test
    void noContentBreaksTheReader() {
        var random = new Random(20_272);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) "0123456789 \n:,-.ed".charAt(random.nextInt(18));
            }
            ClockMemoryFuzz.fuzzerTestOneInput(bytes);
        }
    }

    @Test
    void slopesDoNotGrowByBeingKept() {
        var memory =
                ClockMemory.decode(GOOD.getBytes(StandardCharsets.US_ASCII)).orElseThrow();

        assertEquals(GOOD, new String(memory.encode(), StandardCharsets.US_ASCII));
    }
}
