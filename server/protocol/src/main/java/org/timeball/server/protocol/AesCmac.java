package org.timeball.server.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CMAC over the platform's AES in CBC mode: the last block of the chain is the code.
 *
 * <p>One instance serves one thread; it can be given another key and is ready for the next message after
 * {@link #finish}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4493">RFC 4493</a>
 */
final class AesCmac {

    static final int BLOCK_OCTETS = 16;

    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[BLOCK_OCTETS]);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** What the chain of a longer message is cut into, so that what it puts out has a fixed place to be dropped. */
    private static final int CHUNK_OCTETS = 32 * BLOCK_OCTETS;

    private final Cipher chain;
    private final byte[] subkey1 = new byte[BLOCK_OCTETS];
    private final byte[] subkey2 = new byte[BLOCK_OCTETS];
    private final byte[] dropped = new byte[CHUNK_OCTETS];

    /** The end of the message so far: the last block is masked, so it waits until it is known to be the last. */
    private final byte[] held = new byte[BLOCK_OCTETS];

    private int heldOctets;

    /** Has no key yet. */
    AesCmac() {
        try {
            chain = Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES/CBC", e);
        }
    }

    /**
     * Takes a key in place of the one before, and forgets a message begun.
     *
     * @param octets 16, 24 or 32
     */
    void rekey(byte[] keys, int offset, int octets) {
        heldOctets = 0;
        try {
            chain.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, offset, octets, "AES"), ZERO_IV);
            Arrays.fill(subkey1, (byte) 0);
            chain.doFinal(subkey1, 0, BLOCK_OCTETS, subkey1, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES takes a key of " + octets + " octets", e);
        }
        doubleInField(subkey1);
        System.arraycopy(subkey1, 0, subkey2, 0, BLOCK_OCTETS);
        doubleInField(subkey2);
    }

    /** Appends to the message. */
    void update(byte[] data, int offset, int octets) {
        int position = offset;
        int end = offset + octets;
        while (position < end) {
            if (heldOctets == BLOCK_OCTETS) {
                chain(held, 0, BLOCK_OCTETS);
                heldOctets = 0;
            }
            if (heldOctets == 0) {
                position = chainAllButTheLast(data, position, end);
            }
            int taken = Math.min(BLOCK_OCTETS - heldOctets, end - position);
            System.arraycopy(data, position, held, heldOctets, taken);
            heldOctets += taken;
            position += taken;
        }
    }

    /** Ends the message and writes its code of {@value #BLOCK_OCTETS} octets. */
    void finish(byte[] out, int offset) {
        if (heldOctets == BLOCK_OCTETS) {
            xor(held, subkey1);
        } else {
            held[heldOctets] = (byte) 0x80;
            Arrays.fill(held, heldOctets + 1, BLOCK_OCTETS, (byte) 0);
            xor(held, subkey2);
        }
        heldOctets = 0;
        try {
            chain.doFinal(held, 0, BLOCK_OCTETS, out, offset);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a whole block needs no padding", e);
        }
    }

    private int chainAllButTheLast(byte[] data, int from, int end) {
        int position = from;
        int wholeBlocks = end - from - 1 & -BLOCK_OCTETS;
        while (wholeBlocks > 0) {
            int chunk = Math.min(wholeBlocks, CHUNK_OCTETS);
            chain(data, position, chunk);
            position += chunk;
            wholeBlocks -= chunk;
        }
        return position;
    }

    private void chain(byte[] data, int offset, int octets) {
        try {
            chain.update(data, offset, octets, dropped, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a chunk fits in its buffer", e);
        }
    }

    /** Multiplies a block by x in GF(2¹²⁸), in time that does not depend on it (RFC 5297 §2.3). */
    static void doubleInField(byte[] block) {
        long high = (long) INT64.get(block, 0);
        long low = (long) INT64.get(block, 8);
        INT64.set(block, 0, high << 1 | low >>> 63);
        INT64.set(block, 8, low << 1 ^ (high >> 63 & 0x87));
    }

    static void xor(byte[] block, byte[] other) {
        INT64.set(block, 0, (long) INT64.get(block, 0) ^ (long) INT64.get(other, 0));
        INT64.set(block, 8, (long) INT64.get(block, 8) ^ (long) INT64.get(other, 8));
    }
}
