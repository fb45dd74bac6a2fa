package org.timeball.server.protocol.aead;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * AES-SIV-CMAC: authenticated encryption that stays safe when a nonce repeats.
 *
 * <p>The associated data is a list of strings, given one after the other with {@link #associate}; a nonce is the last
 * of them. {@link #seal} or {@link #open} then ends the list and begins the next. What is sealed is the tag of
 * {@value #TAG_OCTETS} octets followed by as many octets as the plaintext has, which is the order of NTS.
 *
 * <p>The key is two AES keys one behind the other, the first for CMAC, the second for counter mode. An instance belongs
 * to one thread and can be given another key, which is far cheaper than a new instance.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297</a>
 */
public final class AesSivCmac implements Aead {

    private static final int BLOCK_OCTETS = Aes.BLOCK_OCTETS;
    private static final int KEYSTREAM_OCTETS = 32 * BLOCK_OCTETS;
    private static final int MAX_HALF_OCTETS = 32;

    private final AesCmac cmac;
    private final Aes aes;

    /** The second half of the key, which is scheduled when there is something to encrypt: often there is not. */
    private final byte[] counterKey = new byte[MAX_HALF_OCTETS];

    private int counterKeyOctets;
    private boolean isCounterKeyScheduled;

    /** S2V's first value, CMAC of a zero block; depends on the key alone. */
    private final byte[] start = new byte[BLOCK_OCTETS];

    /** S2V's value over the strings so far. */
    private final byte[] chained = new byte[BLOCK_OCTETS];

    private final byte[] last = new byte[BLOCK_OCTETS];
    private final byte[] givenTag = new byte[TAG_OCTETS];
    private final byte[] computedTag = new byte[TAG_OCTETS];
    private final byte[] counters = new byte[KEYSTREAM_OCTETS];
    private final byte[] keystream = new byte[KEYSTREAM_OCTETS];

    /**
     * Takes its first key, and others after it for little.
     *
     * @param key 32, 48 or 64 octets, for AES-128, AES-192 or AES-256
     */
    public AesSivCmac(byte[] key) {
        this(key, new TableAes(), new TableAes());
    }

    private AesSivCmac(byte[] key, Aes macAes, Aes counterAes) {
        cmac = new AesCmac(macAes);
        aes = counterAes;
        rekey(key, 0, key.length);
    }

    /**
     * For a key that seals or opens many messages: each costs less, the key more.
     *
     * @param key 32, 48 or 64 octets, for AES-128, AES-192 or AES-256
     */
    public static AesSivCmac forManyMessages(byte[] key) {
        return new AesSivCmac(key, new PlatformAes(), new PlatformAes());
    }

    /**
     * Takes another key, and forgets the strings associated so far.
     *
     * @param octets 32, 48 or 64
     * @throws IllegalArgumentException if it is another length
     */
    @Override
    public void rekey(byte[] keys, int offset, int octets) {
        if (octets != 32 && octets != 48 && octets != 64) {
            throw new IllegalArgumentException("an AES-SIV-CMAC key has 32, 48 or 64 octets, not " + octets);
        }
        int half = octets / 2;
        cmac.rekey(keys, offset, half);
        System.arraycopy(keys, offset + half, counterKey, 0, half);
        counterKeyOctets = half;
        isCounterKeyScheduled = false;
        Arrays.fill(last, (byte) 0);
        cmac.update(last, 0, BLOCK_OCTETS);
        cmac.finish(start, 0);
        beginList();
    }

    /** Adds a string to the associated data; an empty one counts. */
    @Override
    public AesSivCmac associate(byte[] data, int offset, int octets) {
        cmac.update(data, offset, octets);
        cmac.finish(last, 0);
        AesCmac.doubleInField(chained);
        AesCmac.xor(chained, last);
        return this;
    }

    /** The last of the strings (RFC 5297 §3); any length does. */
    @Override
    public AesSivCmac nonce(byte[] data, int offset, int octets) {
        return associate(data, offset, octets);
    }

    /**
     * Seals a plaintext under the strings associated.
     *
     * @param out receives tag and ciphertext, {@value #TAG_OCTETS} + {@code octets} octets from {@code outOffset}; may
     *     be the plaintext's own array if the plaintext lies where the ciphertext will
     */
    @Override
    public void seal(byte[] plaintext, int offset, int octets, byte[] out, int outOffset) {
        endList(plaintext, offset, octets);
        count(computedTag, plaintext, offset, octets, out, outOffset + TAG_OCTETS);
        System.arraycopy(computedTag, 0, out, outOffset, TAG_OCTETS);
    }

    @Override
    public boolean open(byte[] sealed, int offset, int octets, byte[] out, int outOffset) {
        int plainOctets = octets - TAG_OCTETS;
        if (plainOctets < 0) {
            beginList();
            return false;
        }
        System.arraycopy(sealed, offset, givenTag, 0, TAG_OCTETS);
        count(givenTag, sealed, offset + TAG_OCTETS, plainOctets, out, outOffset);
        endList(out, outOffset, plainOctets);
        boolean isAuthentic = MessageDigest.isEqual(givenTag, computedTag);
        if (!isAuthentic) {
            Arrays.fill(out, outOffset, outOffset + plainOctets, (byte) 0);
        }
        return isAuthentic;
    }

    /** {@link #seal(byte[], int, int, byte[], int)} over whole arrays, for where speed does not matter. */
    public byte[] seal(byte[] plaintext, byte[]... associated) {
        associateAll(associated);
        byte[] sealed = new byte[TAG_OCTETS + plaintext.length];
        seal(plaintext, 0, plaintext.length, sealed, 0);
        return sealed;
    }

    /** {@link #open(byte[], int, int, byte[], int)} over whole arrays; empty when it does not belong together. */
    public Optional<byte[]> open(byte[] sealed, byte[]... associated) {
        associateAll(associated);
        byte[] plaintext = new byte[Math.max(0, sealed.length - TAG_OCTETS)];
        return open(sealed, 0, sealed.length, plaintext, 0) ? Optional.of(plaintext) : Optional.empty();
    }

    private void associateAll(byte[][] associated) {
        beginList();
        for (byte[] data : associated) {
            associate(data, 0, data.length);
        }
    }

    private void beginList() {
        System.arraycopy(start, 0, chained, 0, BLOCK_OCTETS);
    }

    /** S2V's last step (RFC 5297 §2.4): the plaintext joins, and the tag comes out. */
    private void endList(byte[] plaintext, int offset, int octets) {
        if (octets >= BLOCK_OCTETS) {
            cmac.update(plaintext, offset, octets - BLOCK_OCTETS);
            System.arraycopy(plaintext, offset + octets - BLOCK_OCTETS, last, 0, BLOCK_OCTETS);
        } else {
            AesCmac.doubleInField(chained);
            System.arraycopy(plaintext, offset, last, 0, octets);
            last[octets] = (byte) 0x80;
            Arrays.fill(last, octets + 1, BLOCK_OCTETS, (byte) 0);
        }
        AesCmac.xor(last, chained);
        cmac.update(last, 0, BLOCK_OCTETS);
        cmac.finish(computedTag, 0);
        beginList();
    }

    /**
     * Counter mode from the tag (RFC 5297 §2.5). Two of its bits are cleared so that the count never carries out of
     * its last 32 bits, which is why an {@code int} does.
     */
    private void count(byte[] tag, byte[] in, int inOffset, int octets, byte[] out, int outOffset) {
        if (octets > 0 && !isCounterKeyScheduled) {
            aes.rekey(counterKey, 0, counterKeyOctets);
            isCounterKeyScheduled = true;
        }
        int counter = ((tag[12] & 0x7f) << 24) | (tag[13] & 0xff) << 16 | (tag[14] & 0xff) << 8 | tag[15] & 0xff;
        int done = 0;
        while (done < octets) {
            int chunk = Math.min(octets - done, KEYSTREAM_OCTETS);
            int blocks = (chunk + BLOCK_OCTETS - 1) / BLOCK_OCTETS;
            for (int block = 0; block < blocks; block++) {
                writeCounterBlock(tag, counter++, block * BLOCK_OCTETS);
            }
            aes.encrypt(counters, 0, blocks, keystream, 0);
            for (int i = 0; i < chunk; i++) {
                out[outOffset + done + i] = (byte) (in[inOffset + done + i] ^ keystream[i]);
            }
            done += chunk;
        }
    }

    private void writeCounterBlock(byte[] tag, int counter, int at) {
        System.arraycopy(tag, 0, counters, at, 12);
        counters[at + 8] &= 0x7f;
        counters[at + 12] = (byte) (counter >>> 24);
        counters[at + 13] = (byte) (counter >>> 16);
        counters[at + 14] = (byte) (counter >>> 8);
        counters[at + 15] = (byte) counter;
    }
}
