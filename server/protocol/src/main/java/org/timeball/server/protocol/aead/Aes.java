package org.timeball.server.protocol.aead;

/**
 * The block cipher in the two ways in which modes of operation ask for it: block by block, and as a chain of blocks.
 *
 * <p>Holds one key at a time and one chain; belongs to one thread. Blocks have {@value #BLOCK_OCTETS} octets.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.197-upd1">FIPS 197</a>
 */
sealed interface Aes permits TableAes, PlatformAes {

    /** Length of a block. */
    int BLOCK_OCTETS = 16;

    /**
     * Takes a key in place of the one before, and begins the chain anew.
     *
     * @param octets 16, 24 or 32
     */
    void rekey(byte[] keys, int offset, int octets);

    /**
     * Encrypts blocks, each for itself.
     *
     * @param blocks how many, 0 or more
     * @param out    another array than {@code in}
     */
    void encrypt(byte[] in, int inOffset, int blocks, byte[] out, int outOffset);

    /**
     * Goes on with the chain: each block is added to the one that was put out before it, and encrypted.
     *
     * @param blocks how many, 0 or more
     */
    void chain(byte[] in, int offset, int blocks);

    /**
     * Adds the last block to the chain, writes what it puts out, and begins anew.
     *
     * @param block {@value #BLOCK_OCTETS} octets, from the array's beginning
     * @param out   another array than {@code block}
     */
    void endChain(byte[] block, byte[] out, int outOffset);
}
