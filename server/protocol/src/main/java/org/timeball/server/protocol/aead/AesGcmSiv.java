package org.timeball.server.protocol.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * AES-GCM-SIV: authenticated encryption that stays safe when a nonce repeats, with a hash in place of a chain of blocks.
 *
 * <p>Every nonce has keys of its own, derived from the key, which is why key schedules and not blocks are what it costs.
 * What is sealed is the ciphertext followed by the tag. Nonces have {@value #NONCE_OCTETS} octets.
 *
 * <p>An instance belongs to one thread and can be given another key, which is far cheaper than a new instance.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8452">RFC 8452</a>
 */
public final class AesGcmSiv implements Aead {

    /** Length of a nonce; there is no other. */
    public static final int NONCE_OCTETS = 12;

    private static final int BLOCK_OCTETS = Aes.BLOCK_OCTETS;
    private static final int HALF_OCTETS = BLOCK_OCTETS / 2;
    private static final int KEYSTREAM_OCTETS = 32 * BLOCK_OCTETS;

    /** Two halves for the authentication key, and as many as the longest encryption key has. */
    private static final int MAX_DERIVED_BLOCKS = 2 + 4;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Aes generator = new TableAes();
    private final Aes aes = new TableAes();
    private final Polyval polyval = new Polyval();

    private int keyOctets;
    private byte[] associated = new byte[0];
    private int associatedOffset;
    private int associatedOctets;

    private final byte[] nonce = new byte[NONCE_OCTETS];
    private final byte[] deriving = new byte[MAX_DERIVED_BLOCKS * BLOCK_OCTETS];
    private final byte[] derived = new byte[MAX_DERIVED_BLOCKS * BLOCK_OCTETS];
    private final byte[] messageKeys = new byte[MAX_DERIVED_BLOCKS * HALF_OCTETS];
    private final byte[] hash = new byte[BLOCK_OCTETS];
    private final byte[] givenTag = new byte[TAG_OCTETS];
    private final byte[] computedTag = new byte[TAG_OCTETS];
    private final byte[] counters = new byte[KEYSTREAM_OCTETS];
    private final byte[] keystream = new byte[KEYSTREAM_OCTETS];

    /**
     * Takes its first key, and others after it for little.
     *
     * @param key 16 or 32 octets, for AES-128 or AES-256
     */
    public AesGcmSiv(byte[] key) {
        rekey(key, 0, key.length);
    }

    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != 16 && octets != 32) {
            throw new IllegalArgumentException("an AES-GCM-SIV key has 16 or 32 octets, not " + octets);
        }
        generator.rekey(keys, offset, octets);
        keyOctets = octets;
        associatedOctets = 0;
    }

    /** One string, the last that is given. */
    @Override
    public AesGcmSiv associate(byte[] data, int offset, int octets) {
        associated = data;
        associatedOffset = offset;
        associatedOctets = octets;
        return this;
    }

    /**
     * Derives the message's keys (RFC 8452 §4).
     *
     * @throws IllegalArgumentException if it has not {@value #NONCE_OCTETS} octets
     */
    @Override
    public AesGcmSiv nonce(byte[] data, int offset, int octets) {
        if (octets != NONCE_OCTETS) {
            throw new IllegalArgumentException("a nonce has " + NONCE_OCTETS + " octets, not " + octets);
        }
        System.arraycopy(data, offset, nonce, 0, NONCE_OCTETS);
        int halves = 2 + keyOctets / HALF_OCTETS;
        for (int i = 0; i < halves; i++) {
            INT32.set(deriving, i * BLOCK_OCTETS, i);
            System.arraycopy(nonce, 0, deriving, i * BLOCK_OCTETS + Integer.BYTES, NONCE_OCTETS);
        }
        generator.encrypt(deriving, 0, halves, derived, 0);
        for (int i = 0; i < halves; i++) {
            System.arraycopy(derived, i * BLOCK_OCTETS, messageKeys, i * HALF_OCTETS, HALF_OCTETS);
        }
        polyval.rekey(messageKeys, 0);
        aes.rekey(messageKeys, BLOCK_OCTETS, keyOctets);
        return this;
    }

    /**
     * Seals a plaintext under the string and the nonce given.
     *
     * @param out receives ciphertext and tag; may be the plaintext's own array if the plaintext lies where the
     *     ciphertext will
     */
    @Override
    public void seal(byte[] plaintext, int offset, int octets, byte[] out, int outOffset) {
        computeTag(plaintext, offset, octets);
        count(computedTag, plaintext, offset, octets, out, outOffset);
        System.arraycopy(computedTag, 0, out, outOffset + octets, TAG_OCTETS);
    }

    @Override
    public boolean open(byte[] sealed, int offset, int octets, byte[] out, int outOffset) {
        int plainOctets = octets - TAG_OCTETS;
        if (plainOctets < 0) {
            return false;
        }
        System.arraycopy(sealed, offset + plainOctets, givenTag, 0, TAG_OCTETS);
        count(givenTag, sealed, offset, plainOctets, out, outOffset);
        computeTag(out, outOffset, plainOctets);
        boolean isAuthentic = MessageDigest.isEqual(givenTag, computedTag);
        if (!isAuthentic) {
            Arrays.fill(out, outOffset, outOffset + plainOctets, (byte) 0);
        }
        return isAuthentic;
    }

    /** RFC 8452 §4: hash of both strings and their lengths in bits, joined with the nonce, encrypted. */
    private void computeTag(byte[] plaintext, int offset, int octets) {
        polyval.update(associated, associatedOffset, associatedOctets);
        polyval.update(plaintext, offset, octets);
        polyval.updateBlock(8L * associatedOctets, 8L * octets);
        polyval.finish(hash);
        for (int i = 0; i < NONCE_OCTETS; i++) {
            hash[i] ^= nonce[i];
        }
        hash[BLOCK_OCTETS - 1] &= 0x7f;
        aes.endChain(hash, computedTag, 0);
    }

    /** Counter mode from the tag with its highest bit set; the count is in the first 32 bits and wraps around. */
    private void count(byte[] tag, byte[] in, int inOffset, int octets, byte[] out, int outOffset) {
        int counter = (int) INT32.get(tag, 0);
        int middle = (int) INT32.get(tag, 4);
        long end = (long) INT64.get(tag, 8) | Long.MIN_VALUE;
        int done = 0;
        while (done < octets) {
            int chunk = Math.min(octets - done, KEYSTREAM_OCTETS);
            int blocks = (chunk + BLOCK_OCTETS - 1) / BLOCK_OCTETS;
            for (int at = 0; at < blocks * BLOCK_OCTETS; at += BLOCK_OCTETS) {
                INT32.set(counters, at, counter++);
                INT32.set(counters, at + 4, middle);
                INT64.set(counters, at + 8, end);
            }
            aes.encrypt(counters, 0, blocks, keystream, 0);
            for (int i = 0; i < chunk; i++) {
                out[outOffset + done + i] = (byte) (in[inOffset + done + i] ^ keystream[i]);
            }
            done += chunk;
        }
    }
}
