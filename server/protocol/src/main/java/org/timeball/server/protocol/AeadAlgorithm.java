package org.timeball.server.protocol;

import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;

/**
 * The ways of authenticated encryption that NTS knows by number and we can compute.
 *
 * @see <a href="https://www.iana.org/assignments/aead-parameters">IANA, AEAD algorithms</a>
 */
public enum AeadAlgorithm {
    /** The one that every NTS server has to offer (RFC 8915 §5.1). */
    AES_SIV_CMAC_256(15, 32, 16),
    /** With AES-192. */
    AES_SIV_CMAC_384(16, 48, 16),
    /** With AES-256. */
    AES_SIV_CMAC_512(17, 64, 16),
    /** Shorter keys, shorter packets, less work; agreed to with those alone who say how they export its keys. */
    AES_128_GCM_SIV(30, 16, AesGcmSiv.NONCE_OCTETS);

    /** Of the algorithms above; sizes the buffers of the reply path. */
    static final int MAX_KEY_OCTETS = 64;

    /** The longest of {@link #nonceOctets}. */
    static final int MAX_NONCE_OCTETS = 16;

    private final int id;
    private final int keyOctets;
    private final int nonceOctets;

    /** Made once, because the reply path may not make one. */
    private final Optional<AeadAlgorithm> itself;

    AeadAlgorithm(int id, int keyOctets, int nonceOctets) {
        this.id = id;
        this.keyOctets = keyOctets;
        this.nonceOctets = nonceOctets;
        itself = Optional.of(this);
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
     * Length of the nonces that we make, a multiple of 4. A shorter one in a request has to be made up for by padding
     * (RFC 8915 §5.6: the smaller of 16 and the algorithm's longest nonce).
     */
    public int nonceOctets() {
        return nonceOctets;
    }

    /** Whether a packet may have a nonce of that length: GCM-SIV knows one length, SIV all but none. */
    public boolean takesNonceOf(int octets) {
        return this == AES_128_GCM_SIV ? octets == nonceOctets : octets > 0;
    }

    /**
     * A cipher under a key.
     *
     * @param key as long as {@link #keyOctets} says; copied
     */
    public Aead cipher(byte[] key) {
        return this == AES_128_GCM_SIV ? new AesGcmSiv(key) : new AesSivCmac(key);
    }

    /** The algorithm of that number, if it is one of ours; allocates nothing. */
    public static Optional<AeadAlgorithm> ofId(int id) {
        return switch (id) {
            case 15 -> AES_SIV_CMAC_256.itself;
            case 16 -> AES_SIV_CMAC_384.itself;
            case 17 -> AES_SIV_CMAC_512.itself;
            case 30 -> AES_128_GCM_SIV.itself;
            default -> Optional.empty();
        };
    }

    /**
     * The first of the client's choices, in its own order, that can be agreed to.
     *
     * <p>Some releases of chrony export the keys of number 30 as if they were those of 15. Who does it by the book sends
     * {@link NtsRecord.CompliantExport}; of anybody else it cannot be known, and 30 is not agreed to.
     *
     * @param exportsByTheBook whether the client sent that record
     */
    static Optional<AeadAlgorithm> agreed(List<Integer> clientIds, boolean exportsByTheBook) {
        return clientIds.stream()
                .flatMap(id -> ofId(id).stream())
                .filter(algorithm -> algorithm != AES_128_GCM_SIV || exportsByTheBook)
                .findFirst();
    }
}
