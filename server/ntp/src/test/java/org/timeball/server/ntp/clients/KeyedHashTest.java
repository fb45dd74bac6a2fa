package org.timeball.server.ntp.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class KeyedHashTest {

    /** The authors' vector (vectors.h, vectors_sip64) of 16 octets 00..0f under the key 00..0f. */
    @Test
    void isSipHash() {
        var hash = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertEquals(0x3f2acc7f57c29bdbL, hash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
    }

    @Test
    void dependsOnEveryBit() {
        var hash = new KeyedHash(1, 2);
        long before = hash.of(0, 0);
        for (int bit = 0; bit < 64; bit++) {
            assertNotEquals(before, hash.of(1L << bit, 0));
            assertNotEquals(before, hash.of(0, 1L << bit));
            assertNotEquals(before, new KeyedHash(1 ^ 1L << bit, 2).of(0, 0));
            assertNotEquals(before, new KeyedHash(1, 2 ^ 1L << bit).of(0, 0));
        }
    }
}
