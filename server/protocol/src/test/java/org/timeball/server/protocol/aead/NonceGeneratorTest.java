package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class NonceGeneratorTest {

    /** K27, E15: over a restart, too. A million nonces of each length; 64 bits of them are compared. */
    @Test
    void neverGivesANonceTwice() {
        int count = 500_000;
        for (int octets : new int[] {12, 16}) {
            long[] seen = new long[2 * count];
            int at = 0;
            for (int start = 0; start < 2; start++) {
                var generator = new NonceGenerator(new SecureRandom());
                byte[] nonce = new byte[octets];
                for (int i = 0; i < count; i++) {
                    generator.fill(nonce);
                    seen[at++] = ByteBuffer.wrap(nonce).getLong();
                }
            }
            Arrays.sort(seen);
            for (int i = 1; i < seen.length; i++) {
                assertTrue(seen[i] != seen[i - 1], "64 of 96 or 128 bits agree once in 40 million such tests");
            }
        }
    }

    /** Who sees a nonce must not see how many there were: each bit is set in half of them. */
    @Test
    void tellsNothingOfTheCount() {
        var generator = new NonceGenerator(new SecureRandom());
        int[] set = new int[128];
        var nonce = new byte[16];
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            generator.fill(nonce);
            for (int bit = 0; bit < 128; bit++) {
                set[bit] += nonce[bit / 8] >> bit % 8 & 1;
            }
        }
        for (int bits : set) {
            // Seven standard deviations of 158.
            assertEquals(count / 2, bits, 7 * 158);
        }
    }

    @Test
    void startsDifferentlyEachTime() {
        var first = new HashSet<ByteBuffer>();
        for (int i = 0; i < 100; i++) {
            byte[] nonce = new byte[16];
            new NonceGenerator(new SecureRandom()).fill(nonce);
            assertTrue(first.add(ByteBuffer.wrap(nonce)));
        }
    }
}
