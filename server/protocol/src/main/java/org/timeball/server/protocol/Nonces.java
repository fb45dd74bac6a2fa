package org.timeball.server.protocol;

/** Where nonces come from: never the same twice under one key, and never foreseen. */
@FunctionalInterface
interface Nonces {

    /**
     * Fills an array with another nonce.
     *
     * @param nonce up to 16 octets, of which who needs less takes the first
     */
    void fill(byte[] nonce);
}
