package org.timeball.server.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The ways of authenticated encryption that NTS knows by number and we can compute.
 *
 * @see <a href="https://www.iana.org/assignments/aead-parameters">IANA, AEAD algorithms</a>
 */
public enum AeadAlgorithm {
    /** The one that every NTS server has to offer (RFC 8915 §5.1). */
    AES_SIV_CMAC_256(15, 32),
    /** With AES-192. */
    AES_SIV_CMAC_384(16, 48),
    /** With AES-256. */
    AES_SIV_CMAC_512(17, 64);

    /** What key exchange agrees to. */
    public static final List<AeadAlgorithm> OFFERED = List.of(AES_SIV_CMAC_256);

    /** Of the algorithms above; sizes the buffers of the reply path. */
    static final int MAX_KEY_OCTETS = 64;

    /** As many as both ends use; SIV would take any number from one upwards. */
    private static final int SIV_NONCE_OCTETS = 16;

    private final int id;
    private final int keyOctets;

    AeadAlgorithm(int id, int keyOctets) {
        this.id = id;
        this.keyOctets = keyOctets;
    }

    /** The number in the registry and in cookies. */
    public int id() {
        return id;
    }

    /** Length of each of the two keys, C2S and S2C. */
    public int keyOctets() {
        return keyOctets;
    }

    /**
     * Length of the nonces that we make. A shorter one in a request has to be made up for by padding (RFC 8915 §5.6:
     * the smaller of 16 and the algorithm's longest nonce).
     */
    public int nonceOctets() {
        return SIV_NONCE_OCTETS;
    }

    /** Length of the tag in front of the ciphertext. */
    public int tagOctets() {
        return AesSivCmac.TAG_OCTETS;
    }

    /** The algorithm of that number, if it is one of ours. */
    public static Optional<AeadAlgorithm> ofId(int id) {
        for (AeadAlgorithm algorithm : values()) {
            if (algorithm.id == id) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The first of the client's choices, in its own order, that we offer. */
    static Optional<AeadAlgorithm> firstOffered(List<Integer> clientIds) {
        return clientIds.stream()
                .flatMap(id -> ofId(id).stream())
                .filter(OFFERED::contains)
                .findFirst();
    }
}
