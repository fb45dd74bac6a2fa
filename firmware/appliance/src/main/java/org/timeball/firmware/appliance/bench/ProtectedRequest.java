package org.timeball.firmware.appliance.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.ExtensionField;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;

/** A client's request under NTS, with an identifier of 32 octets and nothing encrypted. */
final class ProtectedRequest {

    private static final byte CLIENT_VERSION_4 = 0x23;
    private static final int IDENTIFIER_OCTETS = 32;

    private ProtectedRequest() {}

    static byte[] of(SessionKeys keys, byte[] cookie, int placeholders) {
        int nonceOctets = keys.algorithm().nonceOctets();
        int authenticatorOctets = ExtensionField.HEADER_OCTETS + 4 + nonceOctets + Aead.TAG_OCTETS;
        int cookieOctets = ExtensionField.HEADER_OCTETS + cookie.length;
        int authenticatorAt =
                NtpHeader.OCTETS + ExtensionField.HEADER_OCTETS + IDENTIFIER_OCTETS + (1 + placeholders) * cookieOctets;
        var packet = ByteBuffer.allocate(authenticatorAt + authenticatorOctets);
        packet.put(CLIENT_VERSION_4).position(NtpHeader.OCTETS);
        put(packet, ExtensionField.UNIQUE_IDENTIFIER, new byte[IDENTIFIER_OCTETS]);
        put(packet, ExtensionField.NTS_COOKIE, cookie);
        for (int i = 0; i < placeholders; i++) {
            put(packet, ExtensionField.NTS_COOKIE_PLACEHOLDER, new byte[cookie.length]);
        }
        byte[] tag = tag(keys, Arrays.copyOf(packet.array(), authenticatorAt), new byte[nonceOctets]);
        packet.putShort((short) ExtensionField.NTS_AUTHENTICATOR).putShort((short) authenticatorOctets);
        packet.putShort((short) nonceOctets).putShort((short) Aead.TAG_OCTETS);
        packet.position(packet.position() + nonceOctets).put(tag);
        return packet.array();
    }

    private static void put(ByteBuffer packet, int type, byte[] body) {
        packet.putShort((short) type).putShort((short) (ExtensionField.HEADER_OCTETS + body.length));
        packet.put(body);
    }

    private static byte[] tag(SessionKeys keys, byte[] associated, byte[] nonce) {
        byte[] key = keys.clientToServer();
        Aead aead = keys.algorithm() == AeadAlgorithm.AES_128_GCM_SIV ? new AesGcmSiv(key) : new AesSivCmac(key);
        byte[] tag = new byte[Aead.TAG_OCTETS];
        aead.associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .seal(new byte[0], 0, 0, tag, 0);
        return tag;
    }
}
