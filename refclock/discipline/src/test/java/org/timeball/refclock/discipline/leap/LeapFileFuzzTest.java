package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** F10 of the test catalogue on seeded random input, for as long as a build can wait. */
class LeapFileFuzzTest {

    private static final int ROUNDS = 10_000;

    @Test
    void noFileBreaksTheReader() {
        var random = new Random(20_271);
        String good = "3960835200\n3991593600\n"
                + LeapTexts.entries(LeapTable.BUILT_IN).replaceAll(" *#.*", "");
        for (int i = 0; i < ROUNDS; i++) {
            LeapFileFuzz.fuzzerTestOneInput(damaged(LeapTexts.DEBIAN, random));
            LeapFileFuzz.fuzzerTestOneInput(damaged(good, random));
        }
        assertTrue(LeapFileText.read(LeapTexts.DEBIAN) instanceof LeapReading.Whole);
    }

    private static byte[] damaged(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) "0123456789 \n#$@hx".charAt(random.nextInt(17));
        }
        return bytes;
    }
}
