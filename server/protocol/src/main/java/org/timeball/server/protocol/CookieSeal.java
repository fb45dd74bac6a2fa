package org.timeball.server.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;

/**
 * Seals and opens cookies with the ring that its jar holds at the moment.
 *
 * <p>A cookie is the master key's number (4 octets), the ciphertext's length (2), a random nonce (16), then tag and
 * ciphertext under AES-SIV-CMAC-512: 104 octets for AEAD 15, 136 for 16, 168 for 17. All are multiples of 4, so no
 * padding is added on the way, and none passes the 192 octets at which clients stop. It is ntpd-rs's layout.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-6">RFC 8915 §6</a>
 */
final class CookieSeal implements Cookies {

    private static final int NONCE_OCTETS = 16;
    private static final int HEAD_OCTETS = 4 + 2;
    private static final int OVERHEAD_OCTETS = HEAD_OCTETS + NONCE_OCTETS + AesSivCmac.TAG_OCTETS;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final CookieJar jar;
    private final SecureRandom random;
    private final byte[] nonce = new byte[NONCE_OCTETS];

    private CookieKeyRing ring;
    private int[] ids;
    private List<AesSivCmac> ciphers;

    CookieSeal(CookieJar jar, SecureRandom random) {
        this.jar = jar;
        this.random = random;
        ring = jar.ring();
        ids = idsOf(ring);
        ciphers = ciphersOf(ring);
    }

    @Override
    public int cookieOctets(int plaintextOctets) {
        return OVERHEAD_OCTETS + plaintextOctets;
    }

    @Override
    public int seal(byte[] plaintext, int octets, byte[] out, int offset) {
        followJar();
        random.nextBytes(nonce);
        INT32.set(out, offset, ids[0]);
        INT16.set(out, offset + 4, (short) (AesSivCmac.TAG_OCTETS + octets));
        System.arraycopy(nonce, 0, out, offset + HEAD_OCTETS, NONCE_OCTETS);
        ciphers.getFirst()
                .associate(nonce, 0, NONCE_OCTETS)
                .seal(plaintext, 0, octets, out, offset + HEAD_OCTETS + NONCE_OCTETS);
        return cookieOctets(octets);
    }

    @Override
    public int open(byte[] cookie, int offset, int octets, byte[] plaintext) {
        followJar();
        int plaintextOctets = octets - OVERHEAD_OCTETS;
        if (plaintextOctets < 0 || plaintextOctets > plaintext.length) {
            return -1;
        }
        int sealedOctets = AesSivCmac.TAG_OCTETS + plaintextOctets;
        int key = indexOf((int) INT32.get(cookie, offset));
        if (key < 0 || ((short) INT16.get(cookie, offset + 4) & 0xffff) != sealedOctets) {
            return -1;
        }
        int nonceAt = offset + HEAD_OCTETS;
        boolean isOurs = ciphers.get(key)
                .associate(cookie, nonceAt, NONCE_OCTETS)
                .open(cookie, nonceAt + NONCE_OCTETS, sealedOctets, plaintext, 0);
        return isOurs ? plaintextOctets : -1;
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
        return ring.keys().stream().mapToInt(MasterKey::id).toArray();
    }

    private static List<AesSivCmac> ciphersOf(CookieKeyRing ring) {
        return ring.keys().stream().map(key -> new AesSivCmac(key.octets())).toList();
    }
}
