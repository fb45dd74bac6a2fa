package org.timeball.server.ntp;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.timeball.server.ntp.clients.ClientTable;
import org.timeball.server.ntp.stamps.InterleavedStamps;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.RequestFields;

/**
 * Turns one NTP request into its reply, in place, or says why there is none.
 *
 * <p>Client requests of the versions that the policy names are answered, nothing else, and no reply is longer than its
 * request. When the snapshot vouches for nothing the reply says so (leap 3, stratum 0) instead of staying away; so it does
 * when the snapshot is old, because whoever writes them hangs, or when the machine's clock was moved since. A reply
 * without NTS allocates nothing once the code is compiled.
 *
 * <p>The order is that of cost: length, version and mode, then who asks and how often, then the fields, then keys.
 *
 * <p>One instance belongs to one thread; its {@link #counters}, {@link #clients} and {@link #stamps} may be read from any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-9.2">RFC 5905 §9.2, fast transmit</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2, interleaved mode</a>
 */
public final class Responder {

    /** Nobody waits for a reply's departure. */
    public static final int NO_TICKET = ReplyHeader.NO_TICKET;

    /** The kiss codes "RATE" and "DENY" (RFC 5905 §7.4). */
    private static final int RATE = 0x52415445;

    private static final int DENY = 0x44454e59;

    private Optional<NtsServerExchange> nts;
    private final int oldestVersion;
    private final ReplyHeader header;
    private final Admission admission;
    private final ClientTable clients;
    private final RequestFields fields = new RequestFields();
    private final NtpCounters counters = new NtpCounters();

    /**
     * Answers from the snapshots of one clock.
     *
     * @param clocks        where time is read
     * @param nts           this thread's own exchange, or empty when NTS is not served
     * @param policy        what the operator decided
     * @param precisionLog2 of the stamps, log₂ seconds, −31 to 0
     * @param random        any bits, not predictable to clients; keys what is kept of them
     */
    public Responder(
            Clocks clocks, Optional<NtsServerExchange> nts, NtpPolicy policy, int precisionLog2, LongSupplier random) {
        this.nts = nts;
        this.oldestVersion = policy.oldestVersion();
        this.header = new ReplyHeader(clocks, policy.interleaved(), precisionLog2, random);
        this.admission = new Admission(policy, random);
        this.clients = admission.clients();
    }

    /** What was received and how it was answered. */
    public NtpCounters counters() {
        return counters;
    }

    /** Who asked. */
    public ClientTable clients() {
        return clients;
    }

    /**
     * Lets in whom another policy lets in from now on, and as often. The rest of it, versions and modes, what is remembered
     * and how, is not looked at. To be called by the thread that asks for replies.
     */
    public void adopt(NtpPolicy policy) {
        admission.adopt(policy);
    }

    /** Has another exchange answer under NTS from now on, as when ciphers are others; by the thread that asks for replies. */
    public void adopt(NtsServerExchange exchange) {
        nts = Optional.of(exchange);
    }

    /** The transmit stamps kept for interleaved mode. */
    public InterleavedStamps stamps() {
        return header.stamps();
    }

    /**
     * Judges a packet and writes the reply over it.
     *
     * @param packet         holds the request
     * @param offset         position of its first octet in {@code packet}
     * @param requestOctets  length of the request as it came over the wire
     * @param capacityOctets how much of {@code packet} from {@code offset} on is the request's and the reply's; what
     *     came over the wire may have been longer
     * @param arrival        when it arrived, and from whom
     * @return length of the reply, at least 48 and not more than {@code requestOctets}; or a {@link DropReason#code},
     *     negative, and then {@code packet} is as it was
     */
    public int respond(MemorySegment packet, int offset, int requestOctets, int capacityOctets, Arrival arrival) {
        counters.countReceived();
        int result = answer(packet, offset, requestOctets, capacityOctets, arrival);
        if (result < 0) {
            counters.countDropped(DropReason.ofCode(result));
        }
        return result;
    }

    /**
     * Under which {@link #departed} is to be told when the reply last given left; {@link #NO_TICKET} if it need not. What
     * is told later than 256 tickets on is taken for another's.
     */
    public int ticket() {
        return header.ticket();
    }

    /**
     * Takes the kernel's word on when a reply left.
     *
     * @param ticket   as {@link #ticket} gave it
     * @param rawNanos by the machine's own clock, nanoseconds since the Unix epoch
     */
    public void departed(int ticket, long rawNanos) {
        header.departed(ticket, rawNanos);
    }

    private int answer(MemorySegment packet, int at, int octets, int capacityOctets, Arrival arrival) {
        if (octets < NtpHeader.OCTETS) {
            return DropReason.TOO_SHORT.code();
        }
        if (octets > Math.min(capacityOctets, RequestFields.MAX_PACKET_OCTETS)) {
            return DropReason.TOO_LONG.code();
        }
        int version = HeaderFields.version(packet, at);
        if (version < oldestVersion || version > NtpPolicy.NEWEST_VERSION) {
            return DropReason.UNSUPPORTED_VERSION.code();
        }
        if (HeaderFields.mode(packet, at) != NtpHeader.MODE_CLIENT) {
            return DropReason.NOT_A_CLIENT_REQUEST.code();
        }
        return switch (admission.rule(arrival)) {
            case ANSWER -> answerClient(packet, at, octets, version, arrival);
            case TOO_FAST -> DropReason.RATE_LIMITED.code();
            case TOO_FAST_KISS -> kiss(packet, at, octets, RATE, DropReason.RATE_LIMITED, DropReason.RATE_KISSED);
            case DENIED -> DropReason.DENIED.code();
            case DENIED_KISS -> kiss(packet, at, octets, DENY, DropReason.DENIED, DropReason.DENY_KISSED);
            case IMPOSSIBLE -> DropReason.IMPOSSIBLE_SOURCE.code();
        };
    }

    private int answerClient(MemorySegment packet, int at, int octets, int version, Arrival arrival) {
        if (octets == NtpHeader.OCTETS) {
            writeTime(packet, at, octets, arrival);
            return NtpHeader.OCTETS;
        }
        // Extension fields came with version 4: before, only a MAC can follow the header.
        return version == NtpPolicy.NEWEST_VERSION
                ? answerFields(packet, at, octets, arrival)
                : DropReason.TRAILING_OCTETS.code();
    }

    private int answerFields(MemorySegment packet, int at, int octets, Arrival arrival) {
        return switch (fields.read(packet, at, octets)) {
            case PLAIN -> {
                int replyOctets = echoUniqueIdentifier(packet, at);
                writeTime(packet, at, replyOctets, arrival);
                yield replyOctets;
            }
            case PROTECTED ->
                nts.isPresent() ? answerProtected(nts.get(), packet, at, octets, arrival) : DropReason.NTS_OFF.code();
            case INCOMPLETE -> DropReason.INCOMPLETE_NTS.code();
            case TRAILING_OCTETS -> DropReason.TRAILING_OCTETS.code();
            case MALFORMED -> DropReason.MALFORMED_FIELD.code();
        };
    }

    private int answerProtected(NtsServerExchange exchange, MemorySegment packet, int at, int octets, Arrival arrival) {
        return switch (exchange.open(packet, at, fields)) {
            case AUTHENTIC -> {
                writeTime(packet, at, octets, arrival);
                int replyOctets = exchange.seal(packet, at);
                counters.countNtsAnswered();
                clients.countNts(admission.place());
                yield replyOctets;
            }
            case NAK -> {
                int replyOctets = echoUniqueIdentifier(packet, at);
                header.writeKiss(packet, at, NtsServerExchange.NAK_REF_ID);
                counters.countNak();
                yield replyOctets;
            }
            case MALFORMED -> DropReason.MALFORMED_NTS.code();
        };
    }

    private void writeTime(MemorySegment packet, int at, int octets, Arrival arrival) {
        int place = admission.place();
        if (header.writeTime(packet, at, octets, arrival, clients.key(place))) {
            counters.countInterleaved();
            clients.countInterleaved(place);
        }
        counters.countAnswered();
    }

    /** Tells a client why it is not answered: a bare header, if its request is one, for else it might mean NTS. */
    private int kiss(MemorySegment packet, int at, int octets, int code, DropReason silent, DropReason told) {
        if (octets != NtpHeader.OCTETS) {
            return silent.code();
        }
        counters.countDropped(told);
        header.writeKissWithItsStamps(packet, at, code);
        return NtpHeader.OCTETS;
    }

    /** Moves the request's unique identifier, if there is one, behind the header; answers the reply's length. */
    private int echoUniqueIdentifier(MemorySegment packet, int at) {
        int octets = fields.uniqueIdentifierOctets();
        MemorySegment.copy(packet, at + fields.uniqueIdentifierAt(), packet, at + NtpHeader.OCTETS, octets);
        return NtpHeader.OCTETS + octets;
    }
}
