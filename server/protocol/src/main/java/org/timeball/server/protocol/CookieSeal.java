package org.timeball.server.protocol;

import java.util.List;

/**
 * Seals cookies with the newest key of the ring that its jar holds at the moment, and opens them with any.
 *
 * <p>The key that will follow the newest opens, too: of servers that share a secret another may have begun its day a
 * moment earlier.
 */
final class CookieSeal implements Cookies {

    private final CookieJar jar;
    private final Nonces nonces;

    private CookieKeyRing ring;
    private int[] ids;
    private List<CookieCipher> ciphers;

    /**
     * Opens nothing.
     *
     * @param nonces belong to this seal's thread
     */
    CookieSeal(CookieJar jar, Nonces nonces) {
        this.jar = jar;
        this.nonces = nonces;
        ring = jar.ring();
        ids = idsOf(ring);
        ciphers = ciphersOf(ring);
    }

    @Override
    public int cookieOctets(int plaintextOctets) {
        return CookieCipher.cookieOctets(plaintextOctets);
    }

    @Override
    public int seal(byte[] plaintext, int octets, byte[] out, int offset) {
        followJar();
        return ciphers.getFirst().seal(plaintext, octets, nonces, out, offset);
    }

    @Override
    public int open(byte[] cookie, int offset, int octets, byte[] plaintext) {
        followJar();
        if (!CookieCipher.isPossible(octets)) {
            return -1;
        }
        int key = indexOf(CookieCipher.keyId(cookie, offset));
        return key < 0 ? -1 : ciphers.get(key).open(cookie, offset, octets, plaintext);
    }

    /** Keys are scheduled anew only when the jar has got another ring, once a day. */
    private void followJar() {
        CookieKeyRing now = jar.ring();
        if (now != ring) {
            ids = idsOf(now);
            ciphers = ciphersOf(now);
            ring = now;
        }
    }

    /** Which key has that number, or −1; costs no AES. */
    private int indexOf(int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private static int[] idsOf(CookieKeyRing ring) {
        return ring.openers().stream().mapToInt(MasterKey::id).toArray();
    }

    private static List<CookieCipher> ciphersOf(CookieKeyRing ring) {
        return ring.openers().stream().map(CookieCipher::new).toList();
    }
}
