package org.timeball.server.protocol;

import java.util.Arrays;

/** Octets that mean nothing to whoever carries them: immutable, compared by content, never printed. */
public final class Opaque {

    private final byte[] octets;

    /** Copies the octets. */
    public Opaque(byte[] octets) {
        this.octets = octets.clone();
    }

    /** How many there are. */
    public int length() {
        return octets.length;
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque opaque && Arrays.equals(octets, opaque.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
