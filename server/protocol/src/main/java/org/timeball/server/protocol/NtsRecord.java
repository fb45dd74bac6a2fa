package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of an NTS key exchange message.
 *
 * <p>Sealed, so that a new type does not compile until every place that handles records has said what it does with it.
 * Lists may be empty here: whether that is allowed depends on who sends them, which {@link KeyExchangeSession} knows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.1">RFC 8915 §4.1</a>
 */
public sealed interface NtsRecord {

    /** Octets of type and length before the body. */
    int HEADER_OCTETS = 4;

    /** The bit in the type word that forbids passing over a record one does not know. */
    int CRITICAL = 0x8000;

    /** The type of {@link CompliantExport}. */
    int COMPLIANT_EXPORT = 1024;

    /** The type of {@link EndOfMessage}. */
    int END_OF_MESSAGE = 0;

    /** The number that stands for NTPv4 among the next protocols. */
    int NTPV4 = 0;

    /** Type 0: the message is complete. */
    record EndOfMessage() implements NtsRecord {}

    /**
     * Type 1: the protocols the keys shall be for.
     *
     * @param protocolIds in order of preference, each 0 to 65535
     */
    record NextProtocol(List<Integer> protocolIds) implements NtsRecord {
        /** Copies the list. */
        public NextProtocol {
            protocolIds = List.copyOf(protocolIds);
        }
    }

    /**
     * Type 2: the server refuses.
     *
     * @param code 0 unrecognised critical record, 1 bad request, 2 internal error; others up to 65535
     */
    record ErrorRecord(int code) implements NtsRecord {}

    /**
     * Type 3: the server warns; no code is assigned yet.
     *
     * @param code 0 to 65535
     */
    record Warning(int code) implements NtsRecord {}

    /**
     * Type 4: the AEAD algorithms, numbered as in {@link AeadAlgorithm#id()}.
     *
     * @param algorithmIds in order of preference, each 0 to 65535
     */
    record Aead(List<Integer> algorithmIds) implements NtsRecord {
        /** Copies the list. */
        public Aead {
            algorithmIds = List.copyOf(algorithmIds);
        }
    }

    /**
     * Type 5: a cookie for NTPv4.
     *
     * @param cookie as it will come back in an extension field
     */
    record NewCookie(Opaque cookie) implements NtsRecord {}

    /**
     * Type 6: where the NTP server is.
     *
     * @param name printable ASCII: an IPv4 or IPv6 address, or a fully qualified domain name
     */
    record Server(String name) implements NtsRecord {}

    /**
     * Type 7: on which UDP port it listens.
     *
     * @param port 0 to 65535
     */
    record Port(int port) implements NtsRecord {}

    /**
     * Type 1024: keys for AES-128-GCM-SIV are exported with the context that RFC 8915 §5.1 says, which earlier releases
     * of chrony did not do. A client says that it can, a server that it did.
     *
     * @see <a href="https://chrony-project.org/doc/spec/nts-compliant-128gcm.html">NTS-KE record of chrony</a>
     */
    record CompliantExport() implements NtsRecord {}

    /**
     * A type without a meaning here: to be passed over, or refused when it is critical.
     *
     * @param type 8 to 32767, but not 1024
     */
    record Unknown(int type, boolean critical, Opaque body) implements NtsRecord {}

    /**
     * Reads the record at the buffer's position and moves behind it; on a malformed one the position is of no meaning.
     *
     * @param in in network byte order
     */
    static Decoded<NtsRecord> decode(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < HEADER_OCTETS) {
            return new Decoded.Malformed<>("record", start, "shorter than its header");
        }
        int word = Short.toUnsignedInt(in.getShort());
        int octets = Short.toUnsignedInt(in.getShort());
        if (in.remaining() < octets) {
            return new Decoded.Malformed<>("record", start, "shorter than its length says");
        }
        byte[] body = new byte[octets];
        in.get(body);
        return decode(word & ~CRITICAL, (word & CRITICAL) != 0, body, start);
    }

    /** The type of the record at the buffer's position, whose header is there, well formed or not. */
    static int typeAt(ByteBuffer in) {
        return in.getShort(in.position()) & ~CRITICAL & 0xffff;
    }

    private static Decoded<NtsRecord> decode(int type, boolean critical, byte[] body, int start) {
        return switch (type) {
            case END_OF_MESSAGE ->
                critical && body.length == 0
                        ? new Decoded.Ok<>(new EndOfMessage())
                        : malformed("End of Message", start, "not critical and empty");
            case 1 ->
                critical && body.length % 2 == 0
                        ? new Decoded.Ok<>(new NextProtocol(int16s(body)))
                        : malformed("Next Protocol", start, "not a critical list of 16-bit numbers");
            case 2 ->
                critical && body.length == 2
                        ? new Decoded.Ok<>(new ErrorRecord(int16(body, 0)))
                        : malformed("Error", start, "not one critical 16-bit number");
            case 3 ->
                critical && body.length == 2
                        ? new Decoded.Ok<>(new Warning(int16(body, 0)))
                        : malformed("Warning", start, "not one critical 16-bit number");
            case 4 ->
                body.length % 2 == 0
                        ? new Decoded.Ok<>(new Aead(int16s(body)))
                        : malformed("AEAD Algorithm", start, "not a list of 16-bit numbers");
            case 5 -> new Decoded.Ok<>(new NewCookie(new Opaque(body)));
            case 6 ->
                isName(body)
                        ? new Decoded.Ok<>(new Server(new String(body, StandardCharsets.US_ASCII)))
                        : malformed("NTPv4 Server", start, "not a name in printable ASCII");
            case 7 ->
                body.length == 2
                        ? new Decoded.Ok<>(new Port(int16(body, 0)))
                        : malformed("NTPv4 Port", start, "not one 16-bit number");
            case COMPLIANT_EXPORT ->
                body.length == 0
                        ? new Decoded.Ok<>(new CompliantExport())
                        : malformed("Compliant AES-128-GCM-SIV exporter context", start, "not empty");
            default -> new Decoded.Ok<>(new Unknown(type, critical, new Opaque(body)));
        };
    }

    /**
     * Writes the record; those whose critical bit is the sender's choice are sent as critical, but for cookies and type 1024.
     *
     * @param out in network byte order, with {@link #octets} octets of room
     */
    default void encode(ByteBuffer out) {
        switch (this) {
            case EndOfMessage() -> putHeader(out, CRITICAL, 0);
            case NextProtocol(var ids) -> putInt16s(out, CRITICAL | 1, ids);
            case ErrorRecord(int code) -> putInt16s(out, CRITICAL | 2, List.of(code));
            case Warning(int code) -> putInt16s(out, CRITICAL | 3, List.of(code));
            case Aead(var ids) -> putInt16s(out, CRITICAL | 4, ids);
            case NewCookie(var cookie) -> putHeader(out, 5, cookie.length()).put(cookie.octets());
            case Server(var name) ->
                putHeader(out, CRITICAL | 6, name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
            case Port(int port) -> putInt16s(out, CRITICAL | 7, List.of(port));
            case CompliantExport() -> putHeader(out, COMPLIANT_EXPORT, 0);
            case Unknown(int type, boolean critical, var body) ->
                putHeader(out, critical ? CRITICAL | type : type, body.length()).put(body.octets());
        }
    }

    /** Length of the record, header included. */
    default int octets() {
        return HEADER_OCTETS
                + switch (this) {
                    case EndOfMessage(), CompliantExport() -> 0;
                    case NextProtocol(var ids) -> 2 * ids.size();
                    case ErrorRecord _, Warning _, Port _ -> 2;
                    case Aead(var ids) -> 2 * ids.size();
                    case NewCookie(var cookie) -> cookie.length();
                    case Server(var name) -> name.length();
                    case Unknown unknown -> unknown.body().length();
                };
    }

    /** A whole message: the records given, one behind the other. */
    static byte[] message(List<NtsRecord> records) {
        var out =
                ByteBuffer.allocate(records.stream().mapToInt(NtsRecord::octets).sum());
        records.forEach(record -> record.encode(out));
        return out.array();
    }

    private static Decoded<NtsRecord> malformed(String field, int offset, String reason) {
        return new Decoded.Malformed<>(field, offset, reason);
    }

    private static boolean isName(byte[] body) {
        for (byte octet : body) {
            if (octet <= ' ' || octet > '~') {
                return false;
            }
        }
        return body.length > 0;
    }

    private static int int16(byte[] body, int at) {
        return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
    }

    private static List<Integer> int16s(byte[] body) {
        var values = new ArrayList<Integer>(body.length / 2);
        for (int at = 0; at < body.length; at += 2) {
            values.add(int16(body, at));
        }
        return values;
    }

    private static ByteBuffer putHeader(ByteBuffer out, int typeWord, int bodyOctets) {
        return out.putShort((short) typeWord).putShort((short) bodyOctets);
    }

    private static void putInt16s(ByteBuffer out, int typeWord, List<Integer> values) {
        putHeader(out, typeWord, 2 * values.size());
        values.forEach(value -> out.putShort(value.shortValue()));
    }
}
