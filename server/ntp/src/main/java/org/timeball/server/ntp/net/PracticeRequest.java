package org.timeball.server.ntp.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.ExtensionField;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;

/**
 * Requests as a client sends them, for {@link WarmUp} to ask ourselves with: plain ones, and such as are protected by the two
 * algorithms that clients choose.
 *
 * <p>The keys are zeros, for nothing is kept secret by them. A server knows no state of a client, so the same request can be
 * sent again and again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
final class PracticeRequest {

    private static final byte VERSION_4_CLIENT = 0x23;
    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int UNIQUE_IDENTIFIER_OCTETS = ExtensionField.HEADER_OCTETS + 32;

    private PracticeRequest() {}

    /** A header and no more. */
    static byte[] plain() {
        byte[] request = new byte[NtpHeader.OCTETS];
        request[0] = VERSION_4_CLIENT;
        return request;
    }

    /** A header that speaks interleaved mode: an odd origin, and a receive stamp that is not the transmit stamp. */
    static byte[] interleaved() {
        byte[] request = plain();
        return ByteBuffer.wrap(request).putLong(ORIGIN, 1).putLong(RECEIVE, 3).array();
    }

    /** One with a cookie of the jar's for each of the algorithms that clients choose. */
    static List<byte[]> sealed(CookieJar jar) {
        return List.of(sealed(jar, AeadAlgorithm.AES_SIV_CMAC_256), sealed(jar, AeadAlgorithm.AES_128_GCM_SIV));
    }

    private static byte[] sealed(CookieJar jar, AeadAlgorithm algorithm) {
        byte[] key = new byte[algorithm.keyOctets()];
        byte[] cookie = jar.seal(new SessionKeys(algorithm, key, key), 1).getFirst();
        int nonceOctets = algorithm.nonceOctets();
        // The nonce is made up to 16 octets, as a server wants it (RFC 8915 §5.6).
        int bodyOctets = 4 + nonceOctets + Aead.TAG_OCTETS + (16 - nonceOctets);
        int cookieOctets = ExtensionField.HEADER_OCTETS + cookie.length;
        int authenticatorAt = NtpHeader.OCTETS + UNIQUE_IDENTIFIER_OCTETS + cookieOctets;
        var packet = ByteBuffer.allocate(authenticatorAt + ExtensionField.HEADER_OCTETS + bodyOctets);
        packet.put(plain());
        header(packet, ExtensionField.UNIQUE_IDENTIFIER, UNIQUE_IDENTIFIER_OCTETS);
        packet.put(new byte[UNIQUE_IDENTIFIER_OCTETS - ExtensionField.HEADER_OCTETS]);
        header(packet, ExtensionField.NTS_COOKIE, cookieOctets);
        packet.put(cookie);
        byte[] associated = Arrays.copyOf(packet.array(), authenticatorAt);
        header(packet, ExtensionField.NTS_AUTHENTICATOR, ExtensionField.HEADER_OCTETS + bodyOctets);
        packet.putShort((short) nonceOctets).putShort((short) Aead.TAG_OCTETS);
        byte[] nonce = new byte[nonceOctets];
        packet.put(nonce);
        cipher(algorithm, key)
                .associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonceOctets)
                .seal(nonce, 0, 0, packet.array(), packet.position());
        return packet.array();
    }

    private static Aead cipher(AeadAlgorithm algorithm, byte[] key) {
        return algorithm == AeadAlgorithm.AES_128_GCM_SIV ? new AesGcmSiv(key) : new AesSivCmac(key);
    }

    private static void header(ByteBuffer packet, int type, int octets) {
        packet.putShort((short) type).putShort((short) octets);
    }
}
