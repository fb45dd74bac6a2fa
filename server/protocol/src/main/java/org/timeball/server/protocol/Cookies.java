package org.timeball.server.protocol;

/** What an exchange asks of cookies, in the caller's buffers; an implementation belongs to one thread. */
interface Cookies {

    /**
     * Opens a cookie.
     *
     * @param plaintext receives what was sealed, from its beginning
     * @return how many octets that is, or −1 when the cookie is not one of ours or its key is gone
     */
    int open(byte[] cookie, int offset, int octets, byte[] plaintext);

    /**
     * Seals a fresh cookie.
     *
     * @param out receives the cookie from {@code offset}
     * @return its length, {@link #cookieOctets} of {@code octets}
     */
    int seal(byte[] plaintext, int octets, byte[] out, int offset);

    /** How long the cookie is that holds so many octets. */
    int cookieOctets(int plaintextOctets);
}
