package org.timeball.server.ntp;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.RequestFields;

/**
 * Turns one NTP request into its reply, in place, or says why there is none.
 *
 * <p>Client requests of version 3 and 4 are answered, nothing else, and no reply is longer than its request. When the
 * snapshot vouches for nothing the reply says so (leap 3, stratum 0) instead of staying away; so it does when the snapshot
 * is old, because whoever writes them hangs, or when the machine's clock was moved since. A reply without NTS
 * allocates nothing once the code is compiled.
 *
 * <p>Not checked here: who asks and how often, and whether the source address can be answered at all; that is the
 * socket's side.
 *
 * <p>One instance belongs to one thread; its {@link #counters} may be read from any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-9.2">RFC 5905 §9.2, fast transmit</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7</a>
 */
public final class Responder {

    private static final int OLDEST_VERSION = 3;
    private static final int NEWEST_VERSION = 4;

    /** RFC 5905's largest dispersion. */
    private static final double UNKNOWN_SECONDS = 16;

    private static final int LOOKS = 4;

    private final Supplier<ClockSnapshot> snapshots;
    private final LongSupplier rawClock;
    private final LongSupplier monotonicClock;
    private final Optional<NtsServerExchange> nts;
    private final int precisionLog2;
    private final RequestFields fields = new RequestFields();
    private final NtpCounters counters = new NtpCounters();

    /**
     * Answers from the snapshots of one clock.
     *
     * @param snapshots     what is known of time now; asked once a reply
     * @param rawClock      the machine's own clock, nanoseconds since the Unix epoch; asked last of all
     * @param monotonicClock the machine's monotonic clock, as the snapshots have it
     * @param nts           this thread's own exchange, or empty when NTS is not served
     * @param precisionLog2 of the stamps, log₂ seconds, −31 to 0
     */
    public Responder(
            Supplier<ClockSnapshot> snapshots,
            LongSupplier rawClock,
            LongSupplier monotonicClock,
            Optional<NtsServerExchange> nts,
            int precisionLog2) {
        if (precisionLog2 < -31 || precisionLog2 > 0) {
            throw new IllegalArgumentException("a precision is 2^-31 s to 2^0 s, not 2^" + precisionLog2);
        }
        this.snapshots = snapshots;
        this.rawClock = rawClock;
        this.monotonicClock = monotonicClock;
        this.nts = nts;
        this.precisionLog2 = precisionLog2;
    }

    /** What was received and how it was answered. */
    public NtpCounters counters() {
        return counters;
    }

    /**
     * Judges a packet and writes the reply over it.
     *
     * @param packet          holds the request
     * @param offset          position of its first octet in {@code packet}
     * @param requestOctets   length of the request as it came over the wire
     * @param capacityOctets  how much of {@code packet} from {@code offset} on is the request's and the reply's; what
     *     came over the wire may have been longer
     * @param receiveRawNanos when the request arrived, by the raw clock
     * @return length of the reply, at least 48 and not more than {@code requestOctets}; or a {@link DropReason#code},
     *     negative, and then {@code packet} is as it was
     */
    public int respond(MemorySegment packet, int offset, int requestOctets, int capacityOctets, long receiveRawNanos) {
        counters.countReceived();
        int result = answer(packet, offset, requestOctets, capacityOctets, receiveRawNanos);
        if (result < 0) {
            counters.countDropped(DropReason.ofCode(result));
        }
        return result;
    }

    private int answer(MemorySegment packet, int at, int octets, int capacityOctets, long receiveRawNanos) {
        if (octets < NtpHeader.OCTETS) {
            return DropReason.TOO_SHORT.code();
        }
        if (octets > Math.min(capacityOctets, RequestFields.MAX_PACKET_OCTETS)) {
            return DropReason.TOO_LONG.code();
        }
        int version = HeaderFields.version(packet, at);
        if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
            return DropReason.UNSUPPORTED_VERSION.code();
        }
        if (HeaderFields.mode(packet, at) != NtpHeader.MODE_CLIENT) {
            return DropReason.NOT_A_CLIENT_REQUEST.code();
        }
        if (octets == NtpHeader.OCTETS) {
            writeTime(packet, at, receiveRawNanos);
            counters.countAnswered();
            return NtpHeader.OCTETS;
        }
        // Extension fields came with version 4: in version 3 only a MAC can follow the header.
        return version == NEWEST_VERSION
                ? answerFields(packet, at, octets, receiveRawNanos)
                : DropReason.TRAILING_OCTETS.code();
    }

    private int answerFields(MemorySegment packet, int at, int octets, long receiveRawNanos) {
        return switch (fields.read(packet, at, octets)) {
            case PLAIN -> {
                int replyOctets = echoUniqueIdentifier(packet, at);
                writeTime(packet, at, receiveRawNanos);
                counters.countAnswered();
                yield replyOctets;
            }
            case PROTECTED ->
                nts.isPresent() ? answerProtected(nts.get(), packet, at, receiveRawNanos) : DropReason.NTS_OFF.code();
            case INCOMPLETE -> DropReason.INCOMPLETE_NTS.code();
            case TRAILING_OCTETS -> DropReason.TRAILING_OCTETS.code();
            case MALFORMED -> DropReason.MALFORMED_FIELD.code();
        };
    }

    private int answerProtected(NtsServerExchange exchange, MemorySegment packet, int at, long receiveRawNanos) {
        return switch (exchange.open(packet, at, fields)) {
            case AUTHENTIC -> {
                writeTime(packet, at, receiveRawNanos);
                int replyOctets = exchange.seal(packet, at);
                counters.countAnswered();
                counters.countNtsAnswered();
                yield replyOctets;
            }
            case NAK -> {
                int replyOctets = echoUniqueIdentifier(packet, at);
                writeNak(packet, at);
                counters.countNak();
                yield replyOctets;
            }
            case MALFORMED -> DropReason.MALFORMED_NTS.code();
        };
    }

    /** Moves the request's unique identifier, if there is one, behind the header; answers the reply's length. */
    private int echoUniqueIdentifier(MemorySegment packet, int at) {
        int octets = fields.uniqueIdentifierOctets();
        MemorySegment.copy(packet, at + fields.uniqueIdentifierAt(), packet, at + NtpHeader.OCTETS, octets);
        return NtpHeader.OCTETS + octets;
    }

    /** Writes the time over the request's header: version and poll stay, its transmit time becomes the origin. */
    private void writeTime(MemorySegment packet, int at, long receiveRawNanos) {
        ClockSnapshot clock = snapshots.get();
        writeOpening(packet, at, clock.leap(), clock.stratum());
        HeaderFields.putRootDelayBits(packet, at, HeaderFields.shortBitsRoundedUp(clock.rootDelaySeconds()));
        HeaderFields.putRootDispersionBits(
                packet, at, HeaderFields.shortBitsRoundedUp(clock.boundSeconds(receiveRawNanos)));
        HeaderFields.putRefIdBits(packet, at, clock.refId().bits());
        long referenceNanos = clock.referenceNanos();
        HeaderFields.putReferenceBits(packet, at, referenceNanos == 0 ? 0 : NtpTimestamp.bitsOf(referenceNanos));
        long receiveNanos = clock.utcNanos(receiveRawNanos);
        HeaderFields.putReceiveBits(packet, at, NtpTimestamp.bitsOf(receiveNanos));
        // A raw clock that was set back between arrival and now must not make the reply leave before the request came.
        long rawNanos = rawClock.getAsLong();
        long transmitNanos = Math.max(receiveNanos, clock.utcNanos(rawNanos));
        HeaderFields.putTransmitBits(packet, at, NtpTimestamp.bitsOf(transmitNanos));
        if (clock.state().isSynchronised() && !holds(clock, rawNanos)) {
            withdrawTime(packet, at);
        }
    }

    /** A thread can be put aside between the readings of two clocks, which is then no sign that one was moved. */
    private boolean holds(ClockSnapshot clock, long firstRawNanos) {
        long rawNanos = firstRawNanos;
        for (int look = 0; look < LOOKS; look++) {
            if (clock.holdsAt(rawNanos, monotonicClock.getAsLong())) {
                return true;
            }
            rawNanos = rawClock.getAsLong();
        }
        return false;
    }

    /** The time that was written is not to be relied on: leap 3, stratum 0, no source, the largest dispersion. */
    private static void withdrawTime(MemorySegment packet, int at) {
        int version = HeaderFields.version(packet, at);
        HeaderFields.putLeapVersionMode(packet, at, Leap.UNKNOWN.bits(), version, NtpHeader.MODE_SERVER);
        HeaderFields.putStratum(packet, at, 0);
        HeaderFields.putRefIdBits(packet, at, RefId.NONE.bits());
        HeaderFields.putRootDispersionBits(packet, at, HeaderFields.shortBitsRoundedUp(UNKNOWN_SECONDS));
    }

    /** Writes a kiss over the request's header: no time, but the origin by which the client knows what it is about. */
    private void writeNak(MemorySegment packet, int at) {
        writeOpening(packet, at, Leap.UNKNOWN, 0);
        HeaderFields.putRootDelayBits(packet, at, 0);
        HeaderFields.putRootDispersionBits(packet, at, 0);
        HeaderFields.putRefIdBits(packet, at, NtsServerExchange.NAK_REF_ID);
        HeaderFields.putReferenceBits(packet, at, 0);
        HeaderFields.putReceiveBits(packet, at, 0);
        HeaderFields.putTransmitBits(packet, at, 0);
    }

    /** The first four octets, and the origin while the request's transmit time still stands. */
    private void writeOpening(MemorySegment packet, int at, Leap leap, int stratum) {
        int version = HeaderFields.version(packet, at);
        HeaderFields.putLeapVersionMode(packet, at, leap.bits(), version, NtpHeader.MODE_SERVER);
        HeaderFields.putStratum(packet, at, stratum);
        HeaderFields.putPrecisionLog2(packet, at, precisionLog2);
        HeaderFields.putOriginBits(packet, at, HeaderFields.transmitBits(packet, at));
    }
}
