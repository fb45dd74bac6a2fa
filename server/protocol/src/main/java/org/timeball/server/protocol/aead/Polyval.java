package org.timeball.server.protocol.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * POLYVAL, the universal hash of AES-GCM-SIV: a polynomial over GF(2¹²⁸), evaluated at the key.
 *
 * <p>The processor's integer multiplication is made to multiply without carries by looking at every fourth bit only, so
 * that the sums have room in the bits between: sixteen products give 64 bits of one. The upper half of a product is the
 * lower half of the product of the mirrored factors, mirrored. There is no table: the time taken does not depend on key
 * or data, and a new key, which each message has, costs next to nothing.
 *
 * <p>One instance serves one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8452#section-3">RFC 8452 §3</a>
 * @see <a href="https://www.bearssl.org/constanttime.html#ghash-for-gcm">BearSSL on GHASH, where the holes come from</a>
 */
final class Polyval {

    static final int BLOCK_OCTETS = 16;

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Every fourth bit, from the lowest. */
    private static final long EVERY_FOURTH = 0x1111_1111_1111_1111L;

    /** Lower half, upper half and their sum, then the mirrored ones: the factors of Karatsuba's three products. */
    private static final int FACTORS = 6;

    /** Each of the key's factors in four parts, of every fourth bit each. */
    private final long[] key = new long[4 * FACTORS];

    private final byte[] padded = new byte[BLOCK_OCTETS];

    private long low;
    private long high;

    /** Has no key yet. */
    Polyval() {}

    /** Takes a key of {@value #BLOCK_OCTETS} octets in place of the one before, and begins a message. */
    void rekey(byte[] keys, int offset) {
        long keyLow = (long) INT64.get(keys, offset);
        long keyHigh = (long) INT64.get(keys, offset + 8);
        putFactor(0, keyLow);
        putFactor(1, keyHigh);
        putFactor(2, keyLow ^ keyHigh);
        putFactor(3, Long.reverse(keyLow));
        putFactor(4, Long.reverse(keyHigh));
        putFactor(5, Long.reverse(keyLow ^ keyHigh));
        low = 0;
        high = 0;
    }

    private void putFactor(int factor, long value) {
        for (int part = 0; part < 4; part++) {
            key[4 * factor + part] = value & EVERY_FOURTH << part;
        }
    }

    /** Appends a string, with zeros up to a whole block behind it. */
    void update(byte[] data, int offset, int octets) {
        int end = offset + octets;
        int at = offset;
        for (; at <= end - BLOCK_OCTETS; at += BLOCK_OCTETS) {
            updateBlock((long) INT64.get(data, at), (long) INT64.get(data, at + 8));
        }
        if (at < end) {
            INT64.set(padded, 0, 0L);
            INT64.set(padded, 8, 0L);
            System.arraycopy(data, at, padded, 0, end - at);
            updateBlock((long) INT64.get(padded, 0), (long) INT64.get(padded, 8));
        }
    }

    /** Writes the hash of {@value #BLOCK_OCTETS} octets of all blocks so far. */
    void finish(byte[] out) {
        INT64.set(out, 0, low);
        INT64.set(out, 8, high);
    }

    /** Appends one block: the sum with what there is, times the key, times x⁻¹²⁸. */
    void updateBlock(long blockLow, long blockHigh) {
        long x0 = low ^ blockLow;
        long x1 = high ^ blockHigh;
        long x0Mirrored = Long.reverse(x0);
        long x1Mirrored = Long.reverse(x1);

        long lowProduct = product(x0, 0);
        long highProduct = product(x1, 4);
        long middle = product(x0 ^ x1, 8) ^ lowProduct ^ highProduct;
        long lowProductUpper = product(x0Mirrored, 12);
        long highProductUpper = product(x1Mirrored, 16);
        long middleUpper = product(x0Mirrored ^ x1Mirrored, 20) ^ lowProductUpper ^ highProductUpper;

        // The product's four words. A product of 64 bits by 64 has 127, so its mirror image is off by one.
        long w0 = lowProduct;
        long w1 = Long.reverse(lowProductUpper) >>> 1 ^ middle;
        long w2 = highProduct ^ Long.reverse(middleUpper) >>> 1;
        long w3 = Long.reverse(highProductUpper) >>> 1;

        // Modulo x¹²⁸ + x¹²⁷ + x¹²⁶ + x¹²¹ + 1, from below: that is what divides by x¹²⁸.
        w2 ^= w0 ^ w0 >>> 1 ^ w0 >>> 2 ^ w0 >>> 7;
        w1 ^= w0 << 63 ^ w0 << 62 ^ w0 << 57;
        w3 ^= w1 ^ w1 >>> 1 ^ w1 >>> 2 ^ w1 >>> 7;
        w2 ^= w1 << 63 ^ w1 << 62 ^ w1 << 57;
        low = w2;
        high = w3;
    }

    /**
     * The lower 64 bits of the carryless product.
     *
     * @param at where the key's factor begins in {@link #key}
     */
    private long product(long x, int at) {
        long x0 = x & EVERY_FOURTH;
        long x1 = x & EVERY_FOURTH << 1;
        long x2 = x & EVERY_FOURTH << 2;
        long x3 = x & EVERY_FOURTH << 3;
        long y0 = key[at];
        long y1 = key[at + 1];
        long y2 = key[at + 2];
        long y3 = key[at + 3];
        long z0 = x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1;
        long z1 = x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2;
        long z2 = x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3;
        long z3 = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
        return z0 & EVERY_FOURTH | z1 & EVERY_FOURTH << 1 | z2 & EVERY_FOURTH << 2 | z3 & EVERY_FOURTH << 3;
    }
}
