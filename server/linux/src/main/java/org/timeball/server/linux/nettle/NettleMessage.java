package org.timeball.server.linux.nettle;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.timeball.server.protocol.aead.Aead;

/**
 * A message as the library is given it: copied to memory of our own, with every length checked on the way, and nothing
 * else. The library believes whatever lengths it is told.
 *
 * <p>Belongs to one thread at a time.
 */
final class NettleMessage {

    /** More than the largest context takes: two key schedules of AES-256, CMAC's subkeys and a block. */
    private static final long CONTEXT_OCTETS = 4_096;

    /** Of any string: the longest packet that is read, and a tag. */
    private static final long STRING_OCTETS = 2_048 + Aead.TAG_OCTETS;

    private static final long MAX_KEY_OCTETS = 64;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment context = arena.allocate(CONTEXT_OCTETS, 64);
    private final MemorySegment key = arena.allocate(MAX_KEY_OCTETS);
    private final MemorySegment associated = arena.allocate(STRING_OCTETS);
    private final MemorySegment nonce = arena.allocate(STRING_OCTETS);
    private final MemorySegment in = arena.allocate(STRING_OCTETS);
    private final MemorySegment out = arena.allocate(STRING_OCTETS);
    private long associatedOctets;
    private long nonceOctets;

    /** A message begun under another key is forgotten. */
    void key(byte[] keys, int offset, int octets) {
        MemorySegment.copy(keys, offset, key, JAVA_BYTE, 0, octets);
        associatedOctets = 0;
        nonceOctets = 0;
    }

    void associate(byte[] data, int offset, int octets) {
        MemorySegment.copy(data, offset, associated, JAVA_BYTE, 0, octets);
        associatedOctets = octets;
    }

    void nonce(byte[] data, int offset, int octets) {
        MemorySegment.copy(data, offset, nonce, JAVA_BYTE, 0, octets);
        nonceOctets = octets;
    }

    /**
     * What is sealed or opened next; nothing longer comes out.
     *
     * @throws IllegalStateException if there is no nonce for it
     */
    void take(byte[] data, int offset, int octets) {
        if (nonceOctets == 0) {
            throw new IllegalStateException("no nonce was given since the key was");
        }
        MemorySegment.copy(data, offset, in, JAVA_BYTE, 0, octets);
    }

    /** @throws IllegalArgumentException if so much has no room where it comes out */
    static void requireRoom(long octets) {
        if (octets > STRING_OCTETS) {
            throw new IllegalArgumentException(octets + " octets are more than there is room for");
        }
    }

    void give(byte[] data, int offset, int octets) {
        MemorySegment.copy(out, JAVA_BYTE, 0, data, offset, octets);
    }

    long contextAddress() {
        return context.address();
    }

    long keyAddress() {
        return key.address();
    }

    long associatedAddress() {
        return associated.address();
    }

    long associatedOctets() {
        return associatedOctets;
    }

    long nonceAddress() {
        return nonce.address();
    }

    long nonceOctets() {
        return nonceOctets;
    }

    long inAddress() {
        return in.address();
    }

    long outAddress() {
        return out.address();
    }
}
