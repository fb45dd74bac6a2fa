package org.timeball.server.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesSivCmac;

/**
 * Seals and opens cookies under one master key; knows how they are laid out.
 *
 * <p>A cookie is the master key's number (4 octets), the ciphertext's length (2), a nonce (16), then tag and ciphertext
 * under AES-SIV-CMAC-512: 104 octets for AEAD 15, 136 for 16, 168 for 17, in ntpd-rs's layout, so that members of one pool
 * give cookies of one length. For AEAD 30, whose merit is to be short, it is 64, so that a request passes filters that
 * stop at 200 octets: number (4), nonce (12), both authenticated, then tag and the two keys, and the length says what it
 * is. All are multiples of 4, so no padding is added on the way, and none passes the 192 octets at which clients stop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-6">RFC 8915 §6</a>
 */
final class CookieCipher {

    private static final int ID_OCTETS = 4;
    private static final int LENGTH_OCTETS = 2;
    private static final int NONCE_OCTETS = 16;
    private static final int HEAD_OCTETS = ID_OCTETS + LENGTH_OCTETS + NONCE_OCTETS;

    private static final AeadAlgorithm SHORT = AeadAlgorithm.AES_128_GCM_SIV;
    private static final int SHORT_NONCE_OCTETS = 12;
    private static final int SHORT_HEAD_OCTETS = ID_OCTETS + SHORT_NONCE_OCTETS;
    private static final int SHORT_KEYS_OCTETS = 2 * SHORT.keyOctets();
    private static final int SHORT_COOKIE_OCTETS = SHORT_HEAD_OCTETS + Aead.TAG_OCTETS + SHORT_KEYS_OCTETS;

    /** The AEAD's number, which stands before the keys in the plaintext. */
    private static final int ALGORITHM_OCTETS = 2;

    private static final int SHORT_PLAINTEXT_OCTETS = ALGORITHM_OCTETS + SHORT_KEYS_OCTETS;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int keyId;
    private final AesSivCmac siv;
    private final byte[] nonce = new byte[NONCE_OCTETS];

    CookieCipher(MasterKey key) {
        keyId = key.id();
        siv = AesSivCmac.forManyMessages(key.octets());
    }

    /** How long the cookie is that holds so many octets of plaintext. */
    static int cookieOctets(int plaintextOctets) {
        return plaintextOctets == SHORT_PLAINTEXT_OCTETS
                ? SHORT_COOKIE_OCTETS
                : HEAD_OCTETS + Aead.TAG_OCTETS + plaintextOctets;
    }

    /** Whether a cookie can be so long, and so has a number to ask {@link #keyId(byte[], int)} for. */
    static boolean isPossible(int cookieOctets) {
        return cookieOctets >= SHORT_COOKIE_OCTETS
                && cookieOctets <= HEAD_OCTETS + Aead.TAG_OCTETS + CookieJar.MAX_PLAINTEXT_OCTETS;
    }

    /** The number of the master key that a cookie says it was sealed with. */
    static int keyId(byte[] cookie, int offset) {
        return (int) INT32.get(cookie, offset);
    }

    /** As {@link Cookies#seal}. */
    int seal(byte[] plaintext, int octets, Nonces nonces, byte[] out, int offset) {
        nonces.fill(nonce);
        INT32.set(out, offset, keyId);
        if (octets == SHORT_PLAINTEXT_OCTETS) {
            System.arraycopy(nonce, 0, out, offset + ID_OCTETS, SHORT_NONCE_OCTETS);
            siv.associate(out, offset, SHORT_HEAD_OCTETS)
                    .seal(plaintext, ALGORITHM_OCTETS, SHORT_KEYS_OCTETS, out, offset + SHORT_HEAD_OCTETS);
        } else {
            INT16.set(out, offset + ID_OCTETS, (short) (Aead.TAG_OCTETS + octets));
            System.arraycopy(nonce, 0, out, offset + ID_OCTETS + LENGTH_OCTETS, NONCE_OCTETS);
            siv.associate(nonce, 0, NONCE_OCTETS).seal(plaintext, 0, octets, out, offset + HEAD_OCTETS);
        }
        return cookieOctets(octets);
    }

    /** As {@link Cookies#open}, of a cookie that {@link #isPossible} and has our key's number. */
    int open(byte[] cookie, int offset, int octets, byte[] plaintext) {
        return octets == SHORT_COOKIE_OCTETS
                ? openShort(cookie, offset, plaintext)
                : openLong(cookie, offset, octets, plaintext);
    }

    private int openShort(byte[] cookie, int offset, byte[] plaintext) {
        INT16.set(plaintext, 0, (short) SHORT.id());
        boolean isOurs = siv.associate(cookie, offset, SHORT_HEAD_OCTETS)
                .open(
                        cookie,
                        offset + SHORT_HEAD_OCTETS,
                        Aead.TAG_OCTETS + SHORT_KEYS_OCTETS,
                        plaintext,
                        ALGORITHM_OCTETS);
        return isOurs ? SHORT_PLAINTEXT_OCTETS : -1;
    }

    private int openLong(byte[] cookie, int offset, int octets, byte[] plaintext) {
        int sealedOctets = octets - HEAD_OCTETS;
        int saidOctets = (short) INT16.get(cookie, offset + ID_OCTETS) & 0xffff;
        if (saidOctets != sealedOctets) {
            return -1;
        }
        boolean isOurs = siv.associate(cookie, offset + ID_OCTETS + LENGTH_OCTETS, NONCE_OCTETS)
                .open(cookie, offset + HEAD_OCTETS, sealedOctets, plaintext, 0);
        return isOurs ? sealedOctets - Aead.TAG_OCTETS : -1;
    }
}
