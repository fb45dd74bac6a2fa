package org.timeball.server.state;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** F16 of the test catalogue, as far as every state file goes, on seeded random input. */
class StateFileFuzzTest {

    private static final int ROUNDS = 10_000;

    @Test
    void noFileBreaksTheReader() {
        var random = new Random(20_274);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] content = new byte[random.nextInt(200)];
            random.nextBytes(content);
            byte[] file = random.nextBoolean() ? Envelope.seal(content) : content;
            if (random.nextBoolean() && file.length > 0) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            StateFileFuzz.fuzzerTestOneInput(file);
        }
    }
}
