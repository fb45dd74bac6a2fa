package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A key under which cookies are sealed, with the number by which a cookie names it.
 *
 * <p>Immutable; two are equal when number and octets are; never prints its octets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-6">RFC 8915 §6</a>
 */
public final class MasterKey {

    /** Length of the key: AES-SIV-CMAC-512, so that the seal outlasts every key inside it. */
    public static final int OCTETS = 64;

    /** Keeps what comes out of the ratchet apart from anything else derived from the same octets. */
    private static final byte[] RATCHET_INFO = "timeball cookie master key".getBytes(StandardCharsets.US_ASCII);

    private final int id;
    private final byte[] octets;

    /**
     * Copies the octets.
     *
     * @param id     public; any of the 2³²
     * @param octets {@value #OCTETS} of them, secret
     */
    public MasterKey(int id, byte[] octets) {
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("a master key has " + OCTETS + " octets, not " + octets.length);
        }
        this.id = id;
        this.octets = octets.clone();
    }

    /** A new key under a random number. */
    public static MasterKey random(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return new MasterKey(random.nextInt(), octets);
    }

    /** The public number, which stands at the beginning of every cookie. */
    public int id() {
        return id;
    }

    /** A copy of the secret octets. */
    byte[] octets() {
        return octets.clone();
    }

    /**
     * The key that follows this one: HKDF over the octets, salted with the number, which grows by one.
     *
     * <p>It cannot be run backwards, so who learns today's key cannot open yesterday's cookies once their key is gone;
     * and servers that share one key share its successors without talking.
     */
    public MasterKey next() {
        byte[] salt = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
        try {
            byte[] derived = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(octets)
                            .addSalt(salt)
                            .thenExpand(RATCHET_INFO, OCTETS));
            return new MasterKey(id + 1, derived);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the Java platform has HKDF-SHA256 since 25", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && id == key.id && MessageDigest.isEqual(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return "MasterKey[id=%08x]".formatted(id);
    }
}
