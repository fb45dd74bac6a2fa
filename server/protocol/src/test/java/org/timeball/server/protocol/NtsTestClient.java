package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;

/** The other end: makes protected requests octet by octet, right or wrong, and opens replies. */
final class NtsTestClient {

    static final byte[] UNIQUE_IDENTIFIER = counting(0x40, 32);

    private final SessionKeys keys;

    NtsTestClient(SessionKeys keys) {
        this.keys = keys;
    }

    /** A request as any client makes it. */
    byte[] request(byte[] cookie, int placeholders) {
        return request(
                cookie,
                placeholders,
                new byte[0],
                counting(0x60, keys.algorithm().nonceOctets()),
                0);
    }

    /**
     * A request in which all can be chosen.
     *
     * @param plaintext     the fields to be encrypted
     * @param paddingOctets added at the end of the authenticator
     */
    byte[] request(byte[] cookie, int placeholders, byte[] plaintext, byte[] nonce, int paddingOctets) {
        var packet = ByteBuffer.allocate(65_536).put((byte) 0x23).position(40).putLong(0x8081828384858687L);
        putField(packet, ExtensionField.UNIQUE_IDENTIFIER, UNIQUE_IDENTIFIER);
        putField(packet, ExtensionField.NTS_COOKIE, cookie);
        for (int i = 0; i < placeholders; i++) {
            putField(packet, ExtensionField.NTS_COOKIE_PLACEHOLDER, new byte[cookie.length]);
        }
        byte[] associated = Arrays.copyOf(packet.array(), packet.position());
        byte[] sealed = new byte[plaintext.length + Aead.TAG_OCTETS];
        aead(keys.clientToServer())
                .associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .seal(plaintext, 0, plaintext.length, sealed, 0);
        var body = ByteBuffer.allocate(
                4 + ExtensionField.padded(nonce.length) + ExtensionField.padded(sealed.length) + paddingOctets);
        body.putShort((short) nonce.length).putShort((short) sealed.length).put(nonce);
        body.position(4 + ExtensionField.padded(nonce.length)).put(sealed);
        putField(packet, ExtensionField.NTS_AUTHENTICATOR, body.array());
        return Arrays.copyOf(packet.array(), packet.position());
    }

    /** A field as it stands in a packet. */
    static byte[] field(int type, int octets) {
        return ByteBuffer.allocate(octets)
                .putShort((short) type)
                .putShort((short) octets)
                .array();
    }

    /** The cookies of a reply whose tag is right, which must have identifier, authenticator and nothing else. */
    Optional<List<byte[]>> openReply(byte[] reply) {
        int at = NtpHeader.OCTETS + 4 + UNIQUE_IDENTIFIER.length;
        if (reply.length < at + 36 || !Arrays.equals(UNIQUE_IDENTIFIER, Arrays.copyOfRange(reply, 52, at))) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(reply).position(at);
        if (in.getShort() != ExtensionField.NTS_AUTHENTICATOR || in.getShort() != reply.length - at) {
            return Optional.empty();
        }
        byte[] nonce = new byte[in.getShort()];
        byte[] sealed = new byte[in.getShort()];
        in.get(nonce).get(sealed);
        byte[] fields = new byte[sealed.length - Aead.TAG_OCTETS];
        boolean isAuthentic = aead(keys.serverToClient())
                .associate(reply, 0, at)
                .nonce(nonce, 0, nonce.length)
                .open(sealed, 0, sealed.length, fields, 0);
        return isAuthentic ? Optional.of(cookies(fields)) : Optional.empty();
    }

    private Aead aead(byte[] key) {
        return keys.algorithm() == AeadAlgorithm.AES_128_GCM_SIV ? new AesGcmSiv(key) : new AesSivCmac(key);
    }

    private static List<byte[]> cookies(byte[] fields) {
        var in = ByteBuffer.wrap(fields);
        var cookies = new ArrayList<byte[]>();
        while (in.hasRemaining()) {
            if (in.getShort() != ExtensionField.NTS_COOKIE) {
                throw new AssertionError("only cookies are encrypted in a reply");
            }
            byte[] cookie = new byte[in.getShort() - 4];
            in.get(cookie);
            cookies.add(cookie);
        }
        return cookies;
    }

    private static void putField(ByteBuffer packet, int type, byte[] body) {
        int octets = ExtensionField.padded(4 + body.length);
        packet.putShort((short) type).putShort((short) octets).put(Arrays.copyOf(body, octets - 4));
    }

    static byte[] counting(int first, int octets) {
        byte[] bytes = new byte[octets];
        for (int i = 0; i < octets; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
