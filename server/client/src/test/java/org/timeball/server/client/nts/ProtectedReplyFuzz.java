package org.timeball.server.client.nts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.ExtensionField;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;

/**
 * Fuzz target: a reply by a server that has the keys and means no good, so that all behind the tag is reached.
 *
 * <p>Whatever it encrypts: no exception; the reply is authentic or malformed, and its cookies fit into a request. The same
 * octets as a whole packet, without keys: never authentic.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by the build.
 */
public final class ProtectedReplyFuzz {

    private static final Opaque IDENTIFIER = new Opaque(new byte[32]);
    private static final int MAX_ENCRYPTED_OCTETS = 1_000;

    private ProtectedReplyFuzz() {}

    /** Two cookies and a field that is not known. */
    public static byte[] seed() {
        return HexFormat.of()
                .parseHex("01" + ("02040044" + "a0".repeat(64)) + ("f3230008" + "00".repeat(4)) + "02040008c0c1c2c3");
    }

    /** @param input AEAD, then what is encrypted */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0 || input.length > MAX_ENCRYPTED_OCTETS) {
            return;
        }
        var algorithm = AeadAlgorithm.values()[input[0] & 3];
        var keys = new SessionKeys(algorithm, new byte[algorithm.keyOctets()], new byte[algorithm.keyOctets()]);
        byte[] packet = seal(keys, Arrays.copyOfRange(input, 1, input.length));
        switch (ProtectedReply.open(packet, IDENTIFIER, keys)) {
            case ProtectedReply.Authentic(var cookies) ->
                cookies.forEach(cookie -> must(
                        cookie.length() > 0 && cookie.length() <= KeyExchangeReader.MAX_COOKIE_OCTETS,
                        "a cookie fits into a request"));
            case ProtectedReply.Refused(var reason) ->
                must(reason == ProtectedReply.Reason.MALFORMED, "who has the keys is believed to have them");
        }
        if (input.length >= NtpHeader.OCTETS) {
            must(
                    !(ProtectedReply.open(input, IDENTIFIER, keys) instanceof ProtectedReply.Authentic),
                    "who has no keys is not believed");
        }
    }

    private static byte[] seal(SessionKeys keys, byte[] encrypted) {
        int nonceOctets = keys.algorithm().nonceOctets();
        int at = NtpHeader.OCTETS + 4 + IDENTIFIER.length();
        int sealedAt = at + 8 + nonceOctets;
        var packet = ByteBuffer.allocate(ExtensionField.padded(sealedAt + Aead.TAG_OCTETS + encrypted.length));
        packet.put(0, (byte) 0x24).position(NtpHeader.OCTETS);
        packet.putShort((short) ExtensionField.UNIQUE_IDENTIFIER).putShort((short) (4 + IDENTIFIER.length()));
        packet.position(at).putShort((short) ExtensionField.NTS_AUTHENTICATOR);
        packet.putShort((short) (packet.capacity() - at)).putShort((short) nonceOctets);
        packet.putShort((short) (Aead.TAG_OCTETS + encrypted.length));
        keys.algorithm()
                .cipher(keys.serverToClient())
                .associate(packet.array(), 0, at)
                .nonce(new byte[nonceOctets], 0, nonceOctets)
                .seal(encrypted, 0, encrypted.length, packet.array(), sealedAt);
        return packet.array();
    }

    private static void must(boolean isSo, String law) {
        if (!isSo) {
            throw new AssertionError(law);
        }
    }
}
