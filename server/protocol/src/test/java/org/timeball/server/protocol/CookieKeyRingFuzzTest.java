package org.timeball.server.protocol;

import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** F16 of the test catalogue, as far as the cookie keys go, on seeded random input. */
class CookieKeyRingFuzzTest {

    private static final int ROUNDS = 10_000;
    private static final long NOW = 1_795_000_000L;

    @Test
    void noContentBreaksTheReader() {
        var random = new Random(20_275);
        var ring = CookieKeyRing.create(new SecureRandom(), NOW);
        for (int day = 1; day < 4; day++) {
            ring = ring.at(NOW + day * KeyRotation.DEFAULT.intervalSeconds(), KeyRotation.DEFAULT);
        }
        byte[] good = ring.encode();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int among = random.nextBoolean() ? 32 : bytes.length;
                bytes[random.nextInt(among)] = (byte) random.nextInt(256);
            }
            CookieKeyRingFuzz.fuzzerTestOneInput(bytes);
        }
    }
}
