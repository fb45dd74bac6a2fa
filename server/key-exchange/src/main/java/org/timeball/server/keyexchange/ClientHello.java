package org.timeball.server.keyexchange;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.Decoded;

/**
 * What a TLS client's first message offers, as far as NTS has a say in it.
 *
 * <p>The JDK refuses a client whose ALPN list lacks our protocol, but completes the handshake with one that sends no
 * list at all; and it tells its caller of either only as the text of an exception. So we look first. Everything else in
 * the message is for the JDK to judge.
 *
 * @param versions  TLS versions, newest 0x0304; the {@code supported_versions} extension, or else the message's own
 * @param protocols ALPN names; empty if there is no such extension
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446 §4.1.2</a>
 */
public record ClientHello(List<Integer> versions, List<String> protocols) {

    /** The only protocol spoken here (RFC 8915 §7.2). */
    public static final String NTSKE = "ntske/1";

    private static final int TLS_1_3 = 0x0304;
    private static final int RANDOM_OCTETS = 32;

    private static final int EXTENSION_ALPN = 16; // RFC 7301 section 3.1
    private static final int EXTENSION_SUPPORTED_VERSIONS = 43; // RFC 8446 section 4.2.1

    private static final int ALERT_PROTOCOL_VERSION = 70; // RFC 8446 section 6.2
    private static final int ALERT_NO_APPLICATION_PROTOCOL = 120; // RFC 7301 section 3.2

    /** Copies the lists. */
    public ClientHello {
        versions = List.copyOf(versions);
        protocols = List.copyOf(protocols);
    }

    /**
     * A handshake that shall not be.
     *
     * @param failure what it is counted as
     * @param alert   the TLS alert that tells the client
     */
    public record Refusal(KeyExchangeFailure failure, int alert) {}

    /** Whether this client is refused, and how it is told. */
    public Optional<Refusal> refusal() {
        if (!versions.contains(TLS_1_3)) {
            return Optional.of(new Refusal(KeyExchangeFailure.TLS_TOO_OLD, ALERT_PROTOCOL_VERSION));
        }
        if (!protocols.contains(NTSKE)) {
            return Optional.of(new Refusal(KeyExchangeFailure.NO_ALPN, ALERT_NO_APPLICATION_PROTOCOL));
        }
        return Optional.empty();
    }

    /**
     * Reads the body of a ClientHello; never throws on its content.
     *
     * @param body from {@code legacy_version} to the end; its position moves
     */
    public static Decoded<ClientHello> decode(ByteBuffer body) {
        int begin = body.position();
        try {
            int legacyVersion = Short.toUnsignedInt(body.getShort());
            skip(body, RANDOM_OCTETS);
            skip(body, Byte.toUnsignedInt(body.get())); // session id
            skip(body, Short.toUnsignedInt(body.getShort())); // cipher suites
            skip(body, Byte.toUnsignedInt(body.get())); // compression methods
            var extensions = body.hasRemaining() ? vector(body, body.getShort()) : body;
            return new Decoded.Ok<>(read(legacyVersion, extensions));
        } catch (BufferUnderflowException tooShort) {
            return new Decoded.Malformed<>("client_hello", body.position() - begin, "ends within a field");
        }
    }

    private static ClientHello read(int legacyVersion, ByteBuffer extensions) {
        List<Integer> versions = List.of(legacyVersion);
        List<String> protocols = List.of();
        while (extensions.hasRemaining()) {
            int type = Short.toUnsignedInt(extensions.getShort());
            var data = vector(extensions, extensions.getShort());
            switch (type) {
                case EXTENSION_SUPPORTED_VERSIONS -> versions = readVersions(vector(data, data.get()));
                case EXTENSION_ALPN -> protocols = readProtocols(vector(data, data.getShort()));
                default -> {} // the JDK's to read
            }
        }
        return new ClientHello(versions, protocols);
    }

    private static List<Integer> readVersions(ByteBuffer list) {
        var versions = new ArrayList<Integer>();
        while (list.hasRemaining()) {
            versions.add(Short.toUnsignedInt(list.getShort()));
        }
        return versions;
    }

    private static List<String> readProtocols(ByteBuffer list) {
        var protocols = new ArrayList<String>();
        while (list.hasRemaining()) {
            var name = vector(list, list.get());
            protocols.add(StandardCharsets.ISO_8859_1.decode(name).toString());
        }
        return protocols;
    }

    private static ByteBuffer vector(ByteBuffer in, byte octets) {
        return take(in, Byte.toUnsignedInt(octets));
    }

    private static ByteBuffer vector(ByteBuffer in, short octets) {
        return take(in, Short.toUnsignedInt(octets));
    }

    private static ByteBuffer take(ByteBuffer in, int octets) {
        int begin = in.position();
        skip(in, octets);
        return in.slice(begin, octets);
    }

    private static void skip(ByteBuffer in, int octets) {
        if (octets > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + octets);
    }
}
