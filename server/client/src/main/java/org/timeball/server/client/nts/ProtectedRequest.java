package org.timeball.server.client.nts;

import java.lang.foreign.MemorySegment;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.ExtensionField;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;

/**
 * A request under NTS: header, unique identifier, cookie, placeholders, authenticator; nothing is encrypted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
public final class ProtectedRequest {

    /** Of a unique identifier; RFC 8915 §5.3 wants as many at least. */
    public static final int IDENTIFIER_OCTETS = 32;

    /**
     * Asks for fewer cookies rather than be longer. Every path carries 1,280 octets with their headers (RFC 8200 §5), but
     * ntpd-rs 1.9 cuts off what is behind these, and then answers nothing.
     */
    static final int MAX_OCTETS = 1_024;

    /** Type, length, nonce length, ciphertext length. */
    private static final int AUTHENTICATOR_HEAD_OCTETS = ExtensionField.HEADER_OCTETS + 4;

    private ProtectedRequest() {}

    /**
     * How many placeholders fit into a request beside its cookie.
     *
     * @param wanted 0 or more
     * @return not more than {@code wanted}
     */
    public static int placeholdersThatFit(int wanted, Opaque cookie, AeadAlgorithm algorithm) {
        int room = MAX_OCTETS - octets(0, cookie, algorithm);
        return Math.clamp(room / fieldOctets(cookie.length()), 0, wanted);
    }

    /**
     * Seals a request.
     *
     * @param header           of the packet
     * @param uniqueIdentifier {@value #IDENTIFIER_OCTETS} octets that were never used before
     * @param cookie           that was never used before
     * @param placeholders     cookies that are asked for beside one
     * @param nonce            as long as the algorithm wants
     */
    public static byte[] seal(
            NtpHeader header,
            Opaque uniqueIdentifier,
            Opaque cookie,
            int placeholders,
            SessionKeys keys,
            byte[] nonce) {
        var algorithm = keys.algorithm();
        byte[] packet = new byte[octets(placeholders, cookie, algorithm)];
        var segment = MemorySegment.ofArray(packet);
        header.encode(segment);
        int at = NtpHeader.OCTETS;
        at += put(packet, at, ExtensionField.UNIQUE_IDENTIFIER, uniqueIdentifier.octets());
        at += put(packet, at, ExtensionField.NTS_COOKIE, cookie.octets());
        for (int i = 0; i < placeholders; i++) {
            at += put(packet, at, ExtensionField.NTS_COOKIE_PLACEHOLDER, new byte[cookie.length()]);
        }
        ExtensionField.putHeader(segment, at, ExtensionField.NTS_AUTHENTICATOR, packet.length - at);
        ExtensionField.putInt16(segment, at + 4, nonce.length);
        ExtensionField.putInt16(segment, at + 6, Aead.TAG_OCTETS);
        int nonceAt = at + AUTHENTICATOR_HEAD_OCTETS;
        System.arraycopy(nonce, 0, packet, nonceAt, nonce.length);
        algorithm
                .cipher(keys.clientToServer())
                .associate(packet, 0, at)
                .nonce(nonce, 0, nonce.length)
                .seal(new byte[0], 0, 0, packet, nonceAt + nonce.length);
        return packet;
    }

    private static int octets(int placeholders, Opaque cookie, AeadAlgorithm algorithm) {
        return NtpHeader.OCTETS
                + fieldOctets(IDENTIFIER_OCTETS)
                + (1 + placeholders) * fieldOctets(cookie.length())
                + AUTHENTICATOR_HEAD_OCTETS
                + algorithm.nonceOctets()
                + Aead.TAG_OCTETS;
    }

    private static int fieldOctets(int bodyOctets) {
        return Math.max(ExtensionField.padded(ExtensionField.HEADER_OCTETS + bodyOctets), ExtensionField.MIN_OCTETS);
    }

    private static int put(byte[] packet, int at, int type, byte[] body) {
        int octets = fieldOctets(body.length);
        ExtensionField.putHeader(MemorySegment.ofArray(packet), at, type, octets);
        System.arraycopy(body, 0, packet, at + ExtensionField.HEADER_OCTETS, body.length);
        return octets;
    }
}
