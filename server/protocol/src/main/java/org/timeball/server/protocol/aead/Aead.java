package org.timeball.server.protocol.aead;

/**
 * Authenticated encryption with associated data, under one key at a time.
 *
 * <p>A message is begun with {@link #associate}, then {@link #nonce}, and ended with {@link #seal} or {@link #open}, all
 * in the caller's arrays, which must keep their content until the end. Tag and ciphertext are one row of octets in the
 * order that the algorithm has on the wire. An instance belongs to one thread; giving it another key is far cheaper than
 * making another instance.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5116">RFC 5116</a>
 */
public interface Aead {

    /** Length of the tag, the same in all of them. */
    int TAG_OCTETS = 16;

    /**
     * Takes another key, and forgets a message begun.
     *
     * @throws IllegalArgumentException if the algorithm has no key of that length
     */
    void rekey(byte[] keys, int offset, int octets);

    /** What is not encrypted, but authenticated. */
    Aead associate(byte[] data, int offset, int octets);

    /** The nonce, after the associated data. */
    Aead nonce(byte[] data, int offset, int octets);

    /**
     * Seals a plaintext.
     *
     * @param out receives tag and ciphertext, {@value #TAG_OCTETS} + {@code octets} octets from {@code outOffset}
     */
    void seal(byte[] plaintext, int offset, int octets, byte[] out, int outOffset);

    /**
     * Opens what was sealed.
     *
     * @param octets length of tag and ciphertext together
     * @param out    receives the plaintext, {@code octets} − {@value #TAG_OCTETS}; wiped when the answer is false
     * @return whether key, associated data, nonce, tag and ciphertext belong together
     */
    boolean open(byte[] sealed, int offset, int octets, byte[] out, int outOffset);
}
