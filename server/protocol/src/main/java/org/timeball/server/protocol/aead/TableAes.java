package org.timeball.server.protocol.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * AES in Java, for keys that serve one packet: a key is scheduled in some 70 ns and without allocation, where the
 * platform's cipher takes 200 ns and 536 octets.
 *
 * <p>A round is sixteen look-ups in four tables of 1 KiB that hold S-box and column mixing in one. How long a look-up
 * takes depends on what the processor's cache holds, so somebody who runs code on the same core could learn of the key;
 * the platform's cipher is made the same way where a processor has no instructions for AES, as on a Raspberry Pi 4. What
 * is at stake is the session key of one client for one packet; the master key of cookies goes through {@link
 * PlatformAes}. Bit-slicing, which has no tables, takes several blocks at a time, and CMAC has only one to give.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.197-upd1">FIPS 197 §5</a>
 */
final class TableAes implements Aes {

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int WORDS = 4;
    private static final int MAX_ROUND_KEY_WORDS = WORDS * 15;

    private static final int[] S_BOX = sBox();

    /** MixColumns of SubBytes of one octet of the first row; the other rows' are the same turned by 8 bits each. */
    private static final int[] ROW_0 = firstRow();

    private static final int[] ROW_1 = turned(8);
    private static final int[] ROW_2 = turned(16);
    private static final int[] ROW_3 = turned(24);

    private final int[] roundKeys = new int[MAX_ROUND_KEY_WORDS];

    /** Where the last round's key begins in {@link #roundKeys}; 0 as long as there is no key. */
    private int lastRoundKey;

    // What the chain last put out.
    private int chained0;
    private int chained1;
    private int chained2;
    private int chained3;

    /** Has no key yet. */
    TableAes() {}

    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != 16 && octets != 24 && octets != 32) {
            throw new IllegalArgumentException("an AES key has 16, 24 or 32 octets, not " + octets);
        }
        int keyWords = octets / Integer.BYTES;
        lastRoundKey = WORDS * (keyWords + 6);
        expand(keys, offset, keyWords);
        beginChain();
    }

    /** FIPS 197 §5.2, with the place inside the key counted along, since a division takes longer than the rest. */
    private void expand(byte[] keys, int offset, int keyWords) {
        int[] words = roundKeys;
        for (int i = 0; i < keyWords; i++) {
            words[i] = (int) INT32.get(keys, offset + Integer.BYTES * i);
        }
        int roundConstant = 1;
        int place = 0;
        for (int i = keyWords; i < lastRoundKey + WORDS; i++) {
            int word = words[i - 1];
            if (place == 0) {
                word = substituted(Integer.rotateLeft(word, 8)) ^ roundConstant << 24;
                roundConstant = doubled(roundConstant);
            } else if (place == 4 && keyWords > 6) {
                word = substituted(word);
            }
            words[i] = words[i - keyWords] ^ word;
            place = place + 1 == keyWords ? 0 : place + 1;
        }
    }

    @Override
    public void encrypt(byte[] in, int inOffset, int blocks, byte[] out, int outOffset) {
        beginChain();
        for (int at = 0; at < blocks * BLOCK_OCTETS; at += BLOCK_OCTETS) {
            chain(in, inOffset + at, 1);
            putChained(out, outOffset + at);
            beginChain();
        }
    }

    @Override
    public void endChain(byte[] block, byte[] out, int outOffset) {
        chain(block, 0, 1);
        putChained(out, outOffset);
        beginChain();
    }

    @Override
    public void chain(byte[] in, int offset, int blocks) {
        int[] keys = roundKeys;
        int last = lastRoundKey;
        int s0 = chained0;
        int s1 = chained1;
        int s2 = chained2;
        int s3 = chained3;
        int end = offset + blocks * BLOCK_OCTETS;
        for (int at = offset; at < end; at += BLOCK_OCTETS) {
            s0 ^= (int) INT32.get(in, at) ^ keys[0];
            s1 ^= (int) INT32.get(in, at + 4) ^ keys[1];
            s2 ^= (int) INT32.get(in, at + 8) ^ keys[2];
            s3 ^= (int) INT32.get(in, at + 12) ^ keys[3];
            for (int k = WORDS; k < last; k += WORDS) {
                int t0 = mixed(s0, s1, s2, s3) ^ keys[k];
                int t1 = mixed(s1, s2, s3, s0) ^ keys[k + 1];
                int t2 = mixed(s2, s3, s0, s1) ^ keys[k + 2];
                s3 = mixed(s3, s0, s1, s2) ^ keys[k + 3];
                s0 = t0;
                s1 = t1;
                s2 = t2;
            }
            int t0 = shifted(s0, s1, s2, s3) ^ keys[last];
            int t1 = shifted(s1, s2, s3, s0) ^ keys[last + 1];
            int t2 = shifted(s2, s3, s0, s1) ^ keys[last + 2];
            s3 = shifted(s3, s0, s1, s2) ^ keys[last + 3];
            s0 = t0;
            s1 = t1;
            s2 = t2;
        }
        chained0 = s0;
        chained1 = s1;
        chained2 = s2;
        chained3 = s3;
    }

    private void beginChain() {
        chained0 = 0;
        chained1 = 0;
        chained2 = 0;
        chained3 = 0;
    }

    private void putChained(byte[] out, int offset) {
        INT32.set(out, offset, chained0);
        INT32.set(out, offset + 4, chained1);
        INT32.set(out, offset + 8, chained2);
        INT32.set(out, offset + 12, chained3);
    }

    /** One column behind SubBytes, ShiftRows and MixColumns, from the four columns its octets stand in. */
    private static int mixed(int column0, int column1, int column2, int column3) {
        return ROW_0[column0 >>> 24]
                ^ ROW_1[column1 >>> 16 & 0xff]
                ^ ROW_2[column2 >>> 8 & 0xff]
                ^ ROW_3[column3 & 0xff];
    }

    /** The same without MixColumns, as the last round wants it. */
    private static int shifted(int column0, int column1, int column2, int column3) {
        return S_BOX[column0 >>> 24] << 24
                | S_BOX[column1 >>> 16 & 0xff] << 16
                | S_BOX[column2 >>> 8 & 0xff] << 8
                | S_BOX[column3 & 0xff];
    }

    private static int substituted(int word) {
        return shifted(word, word, word, word);
    }

    /** Times x in GF(2⁸) modulo x⁸ + x⁴ + x³ + x + 1 (FIPS 197 §4.2). */
    private static int doubled(int octet) {
        return octet << 1 ^ (octet >>> 7) * 0x11b;
    }

    /** FIPS 197 §5.1.1, by walking through the field: 3 generates it, and dividing by 3 walks backwards. */
    private static int[] sBox() {
        int[] box = new int[256];
        int value = 1;
        int inverse = 1;
        do {
            value = value ^ doubled(value);
            inverse ^= inverse << 1;
            inverse ^= inverse << 2;
            inverse ^= inverse << 4;
            inverse = inverse & 0xff ^ (inverse >>> 7 & 1) * 0x09;
            int twice = inverse | inverse << 8;
            box[value] = (inverse ^ twice >>> 7 ^ twice >>> 6 ^ twice >>> 5 ^ twice >>> 4 ^ 0x63) & 0xff;
        } while (value != 1);
        box[0] = 0x63;
        return box;
    }

    private static int[] firstRow() {
        int[] row = new int[256];
        for (int i = 0; i < row.length; i++) {
            int once = S_BOX[i];
            int twice = doubled(once);
            row[i] = twice << 24 | once << 16 | once << 8 | twice ^ once;
        }
        return row;
    }

    private static int[] turned(int bits) {
        int[] row = new int[256];
        for (int i = 0; i < row.length; i++) {
            row[i] = Integer.rotateRight(ROW_0[i], bits);
        }
        return row;
    }
}
