package org.timeball.server.ntp.clients;

/**
 * SipHash-2-4 of two words under a secret key: nobody without the key can choose addresses that fall together.
 *
 * <p>Immutable; allocates nothing.
 *
 * @see <a href="https://131002.net/siphash/">Aumasson and Bernstein, SipHash: a fast short-input PRF</a>
 */
final class KeyedHash {

    private static final long LENGTH_OCTETS = 16;

    private final long key0;
    private final long key1;

    KeyedHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** The hash of 16 octets, which are two words in the little-endian order of the paper. */
    long of(long first, long second) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        // Three words of two rounds each, the last of them the length, then four rounds more.
        for (int round = 0; round < 10; round++) {
            long word = round < 2 ? first : round < 4 ? second : LENGTH_OCTETS << 56;
            if (round < 6 && (round & 1) == 0) {
                v3 ^= word;
            }
            if (round == 6) {
                v2 ^= 0xff;
            }
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (round < 6 && (round & 1) == 1) {
                v0 ^= word;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
