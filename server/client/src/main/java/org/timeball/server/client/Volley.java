package org.timeball.server.client;

import org.timeball.server.protocol.Opaque;

/**
 * The request that is under way.
 *
 * @param transmitBits     what it has for a transmit timestamp: random, so that the reply's origin proves who saw it
 * @param receiveBits      what it has for a receive timestamp in interleaved mode, random; else 0
 * @param uniqueIdentifier under NTS; else empty
 * @param placeholders     cookies it asks for beside one
 * @param originRawNanos   T1
 * @param hasNak          whether somebody answered that the cookie is of no use (NTSN)
 */
record Volley(
        long transmitBits,
        long receiveBits,
        Opaque uniqueIdentifier,
        int placeholders,
        long originRawNanos,
        boolean hasNak) {

    Volley sent(long rawNanos) {
        return new Volley(transmitBits, receiveBits, uniqueIdentifier, placeholders, rawNanos, hasNak);
    }

    Volley withNak() {
        return new Volley(transmitBits, receiveBits, uniqueIdentifier, placeholders, originRawNanos, true);
    }

    /** Whether it asks to hear when the reply before really left. */
    boolean isInterleaved() {
        return receiveBits != 0;
    }
}
