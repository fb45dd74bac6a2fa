package org.timeball.server.ntp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.AesSivCmac;

/** A protected request as a client sends it, and the client's look at the reply. */
public final class NtsRequest {

    static final int UNIQUE_IDENTIFIER_OCTETS = 36;

    private final SessionKeys keys;
    private final byte[] octets;

    public NtsRequest(SessionKeys keys, byte[] cookie, int placeholders) {
        this(keys, cookie, placeholders, 0, 0);
    }

    /** With the origin and receive stamps of interleaved mode. */
    NtsRequest(SessionKeys keys, byte[] cookie, int placeholders, long origin, long receive) {
        this.keys = keys;
        int cookieOctets = 4 + cookie.length;
        int authenticatorAt = 48 + UNIQUE_IDENTIFIER_OCTETS + (1 + placeholders) * cookieOctets;
        var packet = ByteBuffer.allocate(authenticatorAt + 40);
        packet.put((byte) 0x23).position(24).putLong(origin).putLong(receive).putLong(0x8081828384858687L);
        packet.putShort((short) 0x0104).putShort((short) UNIQUE_IDENTIFIER_OCTETS);
        for (int i = 0; i < 32; i++) {
            packet.put((byte) (0x40 + i));
        }
        packet.putShort((short) 0x0204).putShort((short) cookieOctets).put(cookie);
        for (int i = 0; i < placeholders; i++) {
            packet.putShort((short) 0x0304).putShort((short) cookieOctets).put(new byte[cookie.length]);
        }
        byte[] associated = Arrays.copyOf(packet.array(), authenticatorAt);
        byte[] nonce = new byte[16];
        byte[] tag = new AesSivCmac(keys.clientToServer()).seal(new byte[0], associated, nonce);
        packet.putInt(0x0404_0028).putInt(0x0010_0010).put(nonce).put(tag);
        octets = packet.array();
    }

    public byte[] octets() {
        return octets.clone();
    }

    /** How many cookies the first octets of {@code reply} bring under a good tag; −1 when they are not authentic. */
    int cookiesIn(byte[] reply, int replyOctets) {
        int at = 48 + UNIQUE_IDENTIFIER_OCTETS;
        if (replyOctets < at + 40) {
            return -1;
        }
        byte[] nonce = Arrays.copyOfRange(reply, at + 8, at + 24);
        byte[] sealed = Arrays.copyOfRange(reply, at + 24, replyOctets);
        return new AesSivCmac(keys.serverToClient())
                .open(sealed, Arrays.copyOf(reply, at), nonce)
                .map(fields -> fields.length / 108)
                .orElse(-1);
    }
}
