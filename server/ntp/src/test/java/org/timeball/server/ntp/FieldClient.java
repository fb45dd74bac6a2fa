package org.timeball.server.ntp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesGcmSiv;
import org.timeball.server.protocol.aead.AesSivCmac;

/** A client that writes its requests field by field, right or wrong, and takes replies apart by the layouts of the RFCs. */
final class FieldClient {

    static final int IDENTIFIER = 0x0104;
    static final int COOKIE = 0x0204;
    static final int PLACEHOLDER = 0x0304;
    static final int AUTHENTICATOR = 0x0404;

    private static final int HEADER_OCTETS = 48;

    private final SessionKeys keys;

    FieldClient(SessionKeys keys) {
        this.keys = keys;
    }

    /** An extension field, whose body's length is a multiple of four. */
    record Field(int type, byte[] body) {

        static Field of(int type, int bodyOctets) {
            return new Field(type, new byte[bodyOctets]);
        }
    }

    /** A reply whose tag is right: its fields in the clear and those that were encrypted. */
    record Opened(List<Field> clear, List<Field> encrypted) {

        List<byte[]> cookies() {
            return encrypted.stream()
                    .filter(field -> field.type == COOKIE)
                    .map(Field::body)
                    .toList();
        }
    }

    /** The usual nonce. */
    byte[] nonce() {
        byte[] nonce = new byte[keys.algorithm().nonceOctets()];
        Arrays.fill(nonce, (byte) 0x6e);
        return nonce;
    }

    /** A request as every client makes it. */
    byte[] request(byte[] identifier, byte[] cookie, int placeholders) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(IDENTIFIER, identifier));
        fields.add(new Field(COOKIE, cookie));
        for (int i = 0; i < placeholders; i++) {
            fields.add(Field.of(PLACEHOLDER, cookie.length));
        }
        return request(fields, nonce(), 0, List.of());
    }

    /**
     * A request of which all can be chosen.
     *
     * @param clear         what stands before the authenticator
     * @param paddingOctets additional padding at the authenticator's end
     * @param behind        what stands behind it
     */
    byte[] request(List<Field> clear, byte[] nonce, int paddingOctets, List<Field> behind) {
        var packet = ByteBuffer.allocate(4_096).put(0, (byte) 0x23).putLong(40, 0x8081_8283_8485_8687L);
        packet.position(HEADER_OCTETS);
        clear.forEach(field -> put(packet, field));
        byte[] associated = Arrays.copyOf(packet.array(), packet.position());
        byte[] tag = new byte[Aead.TAG_OCTETS];
        aead(keys.clientToServer())
                .associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .seal(new byte[0], 0, 0, tag, 0);
        var body = ByteBuffer.allocate(4 + padded(nonce.length) + tag.length + paddingOctets);
        body.putShort((short) nonce.length).putShort((short) tag.length).put(nonce);
        body.position(4 + padded(nonce.length)).put(tag);
        put(packet, new Field(AUTHENTICATOR, body.array()));
        behind.forEach(field -> put(packet, field));
        return Arrays.copyOf(packet.array(), packet.position());
    }

    /** Takes a reply apart; empty where it has no authenticator, or one whose tag is wrong. */
    Optional<Opened> open(byte[] reply) {
        var clear = fields(reply, HEADER_OCTETS);
        if (clear.isEmpty() || clear.getLast().type != AUTHENTICATOR) {
            return Optional.empty();
        }
        byte[] body = clear.getLast().body;
        var in = ByteBuffer.wrap(body);
        byte[] nonce = new byte[Short.toUnsignedInt(in.getShort())];
        byte[] sealed = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(nonce).position(4 + padded(nonce.length)).get(sealed);
        byte[] plaintext = new byte[sealed.length - Aead.TAG_OCTETS];
        boolean isAuthentic = aead(keys.serverToClient())
                .associate(reply, 0, reply.length - body.length - 4)
                .nonce(nonce, 0, nonce.length)
                .open(sealed, 0, sealed.length, plaintext, 0);
        return isAuthentic ? Optional.of(new Opened(clear, fields(plaintext, 0))) : Optional.empty();
    }

    /** The fields from a position on, which must fill the rest. */
    static List<Field> fields(byte[] octets, int from) {
        var in = ByteBuffer.wrap(octets).position(from);
        var fields = new ArrayList<Field>();
        while (in.hasRemaining()) {
            int type = Short.toUnsignedInt(in.getShort());
            byte[] body = new byte[Short.toUnsignedInt(in.getShort()) - 4];
            in.get(body);
            fields.add(new Field(type, body));
        }
        return fields;
    }

    private Aead aead(byte[] key) {
        return keys.algorithm() == AeadAlgorithm.AES_128_GCM_SIV ? new AesGcmSiv(key) : new AesSivCmac(key);
    }

    private static void put(ByteBuffer packet, Field field) {
        packet.putShort((short) field.type)
                .putShort((short) (4 + field.body.length))
                .put(field.body);
    }

    private static int padded(int octets) {
        return octets + 3 & ~3;
    }
}
