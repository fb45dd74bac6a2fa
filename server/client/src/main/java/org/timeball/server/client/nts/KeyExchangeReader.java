package org.timeball.server.client.nts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.timeball.server.client.nts.KeyExchangeAnswer.Kind;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/**
 * Reads a server's side of one key exchange, in pieces of any size, up to End of Message.
 *
 * <p>The first thing that is wrong is what is answered, but for an error record, which explains all others. One instance
 * serves one exchange and one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4">RFC 8915 §4</a>
 */
public final class KeyExchangeReader {

    /** RFC 8915 §4 has a client accept as much; what is longer is refused. */
    public static final int MAX_RESPONSE_OCTETS = 65_536;

    /** Longer cookies are passed over, as are empty ones: eight of these would not fit into a packet. */
    public static final int MAX_COOKIE_OCTETS = 512;

    private static final int FIRST_ROOM_OCTETS = 2_048;

    private final List<AeadAlgorithm> offered;

    /** Octets of which no whole record was made yet. */
    private ByteBuffer unread = ByteBuffer.allocate(FIRST_ROOM_OCTETS).limit(0);

    private int taken;
    private Optional<KeyExchangeAnswer> answer = Optional.empty();
    private Optional<String> fault = Optional.empty();
    private Optional<NtsRecord.ErrorRecord> error = Optional.empty();
    private Optional<NtsRecord.NextProtocol> protocols = Optional.empty();
    private Optional<NtsRecord.Aead> algorithms = Optional.empty();
    private Optional<String> server = Optional.empty();
    private OptionalInt port = OptionalInt.empty();
    private boolean exportsByTheBook;
    private final List<NtsRecord> records = new ArrayList<>();
    private final List<Opaque> cookies = new ArrayList<>();

    /**
     * Has read nothing yet.
     *
     * @param offered what the request offered
     */
    public KeyExchangeReader(List<AeadAlgorithm> offered) {
        this.offered = List.copyOf(offered);
    }

    /**
     * Takes the next octets; what comes behind the answer is not looked at.
     *
     * @param octets all that remain are taken
     * @return the answer, once the message is whole or cannot become a good one
     */
    public Optional<KeyExchangeAnswer> receive(ByteBuffer octets) {
        if (answer.isPresent()) {
            octets.position(octets.limit());
            return answer;
        }
        taken += octets.remaining();
        append(octets);
        while (answer.isEmpty() && isWhole()) {
            read();
        }
        if (answer.isEmpty() && taken > MAX_RESPONSE_OCTETS) {
            answer = refused(Kind.AGAINST_THE_RULES, "its response does not end");
        }
        return answer;
    }

    /** The server closed its side: the answer if there was one, else that the message was cut. */
    public KeyExchangeAnswer inputEnded() {
        return answer.orElseGet(() -> taken == 0
                ? new KeyExchangeAnswer.Refused(Kind.SERVER_FAILED, "it closed the connection without a response")
                : new KeyExchangeAnswer.Refused(Kind.AGAINST_THE_RULES, "its response ends before End of Message"));
    }

    /** The records that were well formed, for who wants to look at them one by one. */
    public List<NtsRecord> records() {
        return List.copyOf(records);
    }

    private void append(ByteBuffer octets) {
        if (octets.remaining() > unread.capacity() - unread.limit()) {
            int needed = unread.remaining() + octets.remaining();
            unread = ByteBuffer.allocate(Math.max(2 * unread.capacity(), needed))
                    .put(unread)
                    .flip();
        }
        int end = unread.limit();
        unread.limit(end + octets.remaining());
        unread.put(end, octets, octets.position(), octets.remaining());
        octets.position(octets.limit());
    }

    private boolean isWhole() {
        int at = unread.position();
        return unread.remaining() >= NtsRecord.HEADER_OCTETS
                && unread.remaining() >= NtsRecord.HEADER_OCTETS + Short.toUnsignedInt(unread.getShort(at + 2));
    }

    private void read() {
        boolean isLast = NtsRecord.typeAt(unread) == NtsRecord.END_OF_MESSAGE;
        switch (NtsRecord.decode(unread)) {
            case Decoded.Ok<NtsRecord>(var record) -> {
                records.add(record);
                note(record);
            }
            case Decoded.Malformed<NtsRecord>(String field, long _, String reason) -> blame(field + " is " + reason);
        }
        if (isLast) {
            answer = Optional.of(judge());
        }
    }

    private void note(NtsRecord record) {
        switch (record) {
            case NtsRecord.NextProtocol next -> {
                blameIf(protocols.isPresent(), "it names protocols twice");
                protocols = Optional.of(next);
            }
            case NtsRecord.Aead aead -> {
                blameIf(algorithms.isPresent(), "it names algorithms twice");
                algorithms = Optional.of(aead);
            }
            case NtsRecord.ErrorRecord refusal -> error = error.or(() -> Optional.of(refusal));
            case NtsRecord.Warning(int code) -> blame("it warns of something unknown, number " + code);
            case NtsRecord.NewCookie(var cookie) -> {
                if (cookie.length() > 0 && cookie.length() <= MAX_COOKIE_OCTETS) {
                    cookies.add(cookie);
                }
            }
            case NtsRecord.Server(String name) -> {
                blameIf(server.isPresent(), "it names two NTP servers");
                blameIf(!isHost(name), "the NTP server's name is no name");
                server = Optional.of(name);
            }
            case NtsRecord.Port(int number) -> {
                blameIf(port.isPresent(), "it names two NTP ports");
                blameIf(number == 0, "it names port 0");
                port = OptionalInt.of(number);
            }
            case NtsRecord.CompliantExport() -> exportsByTheBook = true;
            case NtsRecord.Unknown(int type, boolean critical, var _) ->
                blameIf(critical, "it insists on a record that is not known here, type " + type);
            case NtsRecord.EndOfMessage() -> blameIf(unread.hasRemaining(), "something stands behind End of Message");
        }
    }

    /** No zone id, and no brackets: those are of URLs. */
    private static boolean isHost(String name) {
        return name.chars().noneMatch(c -> c == '%' || c == '[' || c == ']' || c == '/');
    }

    private void blameIf(boolean isWrong, String what) {
        if (isWrong) {
            blame(what);
        }
    }

    private void blame(String what) {
        fault = fault.or(() -> Optional.of(what));
    }

    /** The message is complete. */
    private KeyExchangeAnswer judge() {
        if (error.isPresent()) {
            return errorOf(error.get().code());
        }
        if (fault.isPresent()) {
            return new KeyExchangeAnswer.Refused(Kind.AGAINST_THE_RULES, fault.get());
        }
        if (protocols.isEmpty()) {
            return new KeyExchangeAnswer.Refused(Kind.AGAINST_THE_RULES, "it names no protocol");
        }
        var ids = protocols.get().protocolIds();
        if (ids.isEmpty()) {
            return new KeyExchangeAnswer.Refused(Kind.NOTHING_IN_COMMON, "it does not serve NTPv4");
        }
        if (!ids.equals(List.of(NtsRecord.NTPV4))) {
            return new KeyExchangeAnswer.Refused(Kind.AGAINST_THE_RULES, "it chose a protocol that was not offered");
        }
        return judgeAlgorithm(algorithms.map(NtsRecord.Aead::algorithmIds).orElse(List.of()));
    }

    private KeyExchangeAnswer judgeAlgorithm(List<Integer> ids) {
        if (ids.isEmpty()) {
            return new KeyExchangeAnswer.Refused(
                    Kind.NOTHING_IN_COMMON, "it knows none of the algorithms that were offered");
        }
        var chosen = ids.size() == 1 ? AeadAlgorithm.ofId(ids.getFirst()) : Optional.<AeadAlgorithm>empty();
        if (chosen.isEmpty() || !offered.contains(chosen.get())) {
            return new KeyExchangeAnswer.Refused(
                    Kind.AGAINST_THE_RULES, "it chose an algorithm that was not offered: " + ids);
        }
        return cookies.isEmpty()
                ? new KeyExchangeAnswer.Refused(Kind.AGAINST_THE_RULES, "it gave no cookie of use")
                : new KeyExchangeAnswer.Agreed(chosen.get(), exportsByTheBook, server, port, cookies);
    }

    private static KeyExchangeAnswer errorOf(int code) {
        return switch (code) {
            case 0 ->
                new KeyExchangeAnswer.Refused(Kind.BAD_REQUEST, "it does not know a record of the request (error 0)");
            case 1 -> new KeyExchangeAnswer.Refused(Kind.BAD_REQUEST, "it calls the request bad (error 1)");
            case 2 -> new KeyExchangeAnswer.Refused(Kind.SERVER_FAILED, "it has a failure of its own (error 2)");
            default -> new KeyExchangeAnswer.Refused(Kind.SERVER_FAILED, "it refuses (error " + code + ')');
        };
    }

    private static Optional<KeyExchangeAnswer> refused(Kind kind, String reason) {
        return Optional.of(new KeyExchangeAnswer.Refused(kind, reason));
    }
}
