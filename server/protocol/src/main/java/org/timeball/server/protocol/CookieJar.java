package org.timeball.server.protocol;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The place where a server's cookies come from and go back to: holds the ring of keys in force.
 *
 * <p>Any thread may use it: the ring is an immutable value behind one {@code volatile}, and may be replaced while
 * requests are being answered. All cookies for one AEAD are equally long, whatever the key and the day.
 */
public final class CookieJar {

    /** AEAD number and two keys. */
    static final int MAX_PLAINTEXT_OCTETS = 2 + 2 * AeadAlgorithm.MAX_KEY_OCTETS;

    private final SecureRandom random;
    private volatile CookieKeyRing ring;

    /**
     * Opens nothing.
     *
     * @param random where the cookies' nonces come from
     */
    public CookieJar(CookieKeyRing ring, SecureRandom random) {
        this.ring = ring;
        this.random = random;
    }

    /** The ring in force. */
    public CookieKeyRing ring() {
        return ring;
    }

    /** Puts another ring in force: cookies are sealed with its newest key from now on. */
    public void replaceRing(CookieKeyRing replacement) {
        ring = replacement;
    }

    /**
     * Fresh cookies, no two of them alike, that all hold the same keys.
     *
     * @param count how many
     */
    public List<byte[]> seal(SessionKeys keys, int count) {
        var cipher = new CookieCipher(ring.newest());
        byte[] plaintext = plaintextOf(keys);
        var cookies = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            byte[] cookie = new byte[CookieCipher.cookieOctets(plaintext.length)];
            cipher.seal(plaintext, plaintext.length, random::nextBytes, cookie, 0);
            cookies.add(cookie);
        }
        Arrays.fill(plaintext, (byte) 0);
        return cookies;
    }

    /** The keys inside a cookie, or empty when it is not one of ours or its master key is gone. */
    public Optional<SessionKeys> open(byte[] cookie) {
        byte[] plaintext = new byte[MAX_PLAINTEXT_OCTETS];
        int octets = new CookieSeal(this, random::nextBytes).open(cookie, 0, cookie.length, plaintext);
        return algorithmOf(plaintext, octets).map(algorithm -> {
            int keyOctets = algorithm.keyOctets();
            byte[] serverToClient = Arrays.copyOfRange(plaintext, 2, 2 + keyOctets);
            byte[] clientToServer = Arrays.copyOfRange(plaintext, 2 + keyOctets, 2 + 2 * keyOctets);
            return new SessionKeys(algorithm, clientToServer, serverToClient);
        });
    }

    /**
     * What a cookie's plaintext says it is for: AEAD number, S2C, C2S (RFC 8915 §6). Allocates nothing.
     *
     * @param octets its length, or −1 if it did not open
     */
    static Optional<AeadAlgorithm> algorithmOf(byte[] plaintext, int octets) {
        if (octets < 2) {
            return Optional.empty();
        }
        Optional<AeadAlgorithm> named = AeadAlgorithm.ofId((plaintext[0] & 0xff) << 8 | plaintext[1] & 0xff);
        boolean fits = named.isPresent() && octets == 2 + 2 * named.get().keyOctets();
        return fits ? named : Optional.empty();
    }

    private static byte[] plaintextOf(SessionKeys keys) {
        int id = keys.algorithm().id();
        int keyOctets = keys.algorithm().keyOctets();
        byte[] plaintext = new byte[2 + 2 * keyOctets];
        plaintext[0] = (byte) (id >> 8);
        plaintext[1] = (byte) id;
        System.arraycopy(keys.serverToClient(), 0, plaintext, 2, keyOctets);
        System.arraycopy(keys.clientToServer(), 0, plaintext, 2 + keyOctets, keyOctets);
        return plaintext;
    }
}
