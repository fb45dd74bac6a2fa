package org.timeball.server.client;

/** Randomness that nobody can foresee, such as {@link java.security.SecureRandom#nextBytes}. */
@FunctionalInterface
public interface RandomOctets {

    /** Fills an array. */
    void fill(byte[] octets);
}
