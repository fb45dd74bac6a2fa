package org.timeball.server.protocol.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * AES-CMAC: the last block of a chain, whose last input is masked, is the code.
 *
 * <p>One instance serves one thread; it can be given another key and is ready for the next message after
 * {@link #finish}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4493">RFC 4493</a>
 */
final class AesCmac {

    static final int BLOCK_OCTETS = Aes.BLOCK_OCTETS;

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Aes aes;
    private final byte[] subkey1 = new byte[BLOCK_OCTETS];
    private final byte[] subkey2 = new byte[BLOCK_OCTETS];

    /** The end of the message so far: the last block is masked, so it waits until it is known to be the last. */
    private final byte[] held = new byte[BLOCK_OCTETS];

    private int heldOctets;

    /**
     * Has no key yet.
     *
     * @param aes belongs to this code from now on
     */
    AesCmac(Aes aes) {
        this.aes = aes;
    }

    /**
     * Takes a key in place of the one before, and forgets a message begun.
     *
     * @param octets 16, 24 or 32
     */
    void rekey(byte[] keys, int offset, int octets) {
        heldOctets = 0;
        aes.rekey(keys, offset, octets);
        Arrays.fill(held, (byte) 0);
        aes.endChain(held, subkey1, 0);
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
                aes.chain(held, 0, 1);
                heldOctets = 0;
            }
            if (heldOctets == 0) {
                int wholeBlocks = (end - position - 1) / BLOCK_OCTETS;
                aes.chain(data, position, wholeBlocks);
                position += wholeBlocks * BLOCK_OCTETS;
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
        aes.endChain(held, out, offset);
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
