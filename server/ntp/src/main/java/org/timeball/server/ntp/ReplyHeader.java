package org.timeball.server.ntp;

import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.ntp.stamps.DepartureDelays;
import org.timeball.server.ntp.stamps.InterleavedStamps;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;

/**
 * Writes the headers of replies over those of their requests: the time in basic or in interleaved mode, or a kiss.
 *
 * <p><b>Stamps.</b> A receive stamp is odd and a transmit stamp even, in units of 2⁻³² s. So the two are never equal, as RFC
 * 9769 wants, and a client's next request shows whether it speaks interleaved mode: its origin is then our receive
 * stamp, else our transmit stamp or zero. Only those replies whose requests speak it are remembered and stamped by the
 * kernel. What a transmit stamp has below the declared precision is random and makes it earlier. No two are equal.
 *
 * <p><b>Departure.</b> The clock is read last of all. What passes until the kernel hands the reply to the device is
 * measured on a few replies, of each kind 250 a second at most, and added.
 *
 * <p>One thread owns it; it allocates nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2</a>
 */
final class ReplyHeader {

    /** Nobody waits for the reply's departure. */
    static final int NO_TICKET = -1;

    /** RFC 5905's largest dispersion. */
    private static final double UNKNOWN_SECONDS = 16;

    private static final int LOOKS = 4;

    /** A clock that is this much further at the next look counts as moved: a thread is seldom put aside for so long. */
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    /** How many departures can be awaited; a power of two. */
    private static final int AWAITED = 256;

    /** What interleaved mode remembers: 16,384 replies, 384 KiB. */
    private static final int REMEMBERED = 16_384;

    /** How long a snapshot that was seen to hold is not looked at again. */
    private static final long HOLDS_ON_NANOS = 20_000;

    private static final long MEASURE_EVERY_NANOS = 4_000_000;
    private static final long LATEST_DEPARTURE_NANOS = 1_000_000_000;

    /** Stamps that are nearer to each other than a microsecond, in units of 2⁻³² s, are moved apart. */
    private static final long NEAR = 4_295;

    private final Clocks clocks;
    private final boolean speaksInterleaved;
    private final LongSupplier random;
    private final int precisionLog2;
    private final long belowPrecision;
    private final DepartureDelays delays = new DepartureDelays();
    private final InterleavedStamps stamps = new InterleavedStamps(REMEMBERED);

    private final int[] awaitedKind = new int[AWAITED];
    private final long[] awaitedRawNanos = new long[AWAITED];
    private final long[] awaitedClient = new long[AWAITED];
    private final long[] awaitedReceive = new long[AWAITED];
    private int nextTicket;
    private int ticket = NO_TICKET;

    /** The snapshot that was last seen to hold, and when. */
    private ClockSnapshot held;

    private long heldRawNanos;
    private long stampedRawNanos;
    private final long[] measuredRawNanos = new long[DepartureDelays.KINDS];
    private long lastTransmit;
    private long newestReceive;

    /**
     * @param precisionLog2 of the stamps, log₂ seconds, −31 to 0
     * @param random        any bits
     */
    ReplyHeader(Clocks clocks, boolean speaksInterleaved, int precisionLog2, LongSupplier random) {
        if (precisionLog2 < -31 || precisionLog2 > 0) {
            throw new IllegalArgumentException("a precision is 2^-31 s to 2^0 s, not 2^" + precisionLog2);
        }
        this.clocks = clocks;
        this.speaksInterleaved = speaksInterleaved;
        this.precisionLog2 = precisionLog2;
        this.belowPrecision = (1L << 32 + precisionLog2) - 1;
        this.random = random;
        this.held = clocks.snapshots().get();
        this.heldRawNanos = Long.MIN_VALUE / 2;
        this.newestReceive = NtpTimestamp.bitsOf(held.utcNanos(held.rawNanos()));
    }

    InterleavedStamps stamps() {
        return stamps;
    }

    /** Under which {@link #departed} is to be told when the reply last written left; {@link #NO_TICKET} if it need not. */
    int ticket() {
        return ticket;
    }

    /**
     * Writes the time: version and poll stay, and one of the client's stamps becomes the origin.
     *
     * @param octets how long the request is
     * @param client a word that stands for the client
     * @return whether it is in interleaved mode
     */
    boolean writeTime(MemorySegment packet, int at, int octets, Arrival arrival, long client) {
        ClockSnapshot clock = clocks.snapshots().get();
        long origin = HeaderFields.originBits(packet, at);
        long clientReceive = HeaderFields.receiveBits(packet, at);
        long clientTransmit = HeaderFields.transmitBits(packet, at);
        boolean isSpoken = speaksInterleaved && (origin & 1) != 0 && clientReceive != clientTransmit;
        long departed = isSpoken ? stamps.take(client, origin) : InterleavedStamps.NONE;
        boolean isInterleaved = departed != InterleavedStamps.NONE;
        writeOpening(packet, at, clock.leap(), clock.stratum(), isInterleaved ? clientReceive : clientTransmit);
        long receiveNanos = writeSource(packet, at, clock, arrival.receiveRawNanos());
        long receive = receiveBits(client, receiveNanos);
        HeaderFields.putReceiveBits(packet, at, receive);
        if (isSpoken) {
            stamps.expect(client, receive);
        }
        long rawNanos = clocks.raw().getAsLong();
        int kind = arrival.placeInGroup() == Arrival.ALONE
                ? DepartureDelays.kind(octets, rawNanos - stampedRawNanos)
                : DepartureDelays.kindInGroup(octets, arrival.placeInGroup());
        long transmit = transmitBits(clock, receiveNanos, receive, rawNanos + delays.nanos(kind));
        HeaderFields.putTransmitBits(packet, at, isInterleaved ? departed : transmit);
        stampedRawNanos = rawNanos;
        await(isSpoken, kind, rawNanos, client, receive);
        if (clock.state().isSynchronised() && !holds(clock, rawNanos)) {
            withdrawTime(packet, at);
        }
        return isInterleaved;
    }

    private static long writeSource(MemorySegment packet, int at, ClockSnapshot clock, long receiveRawNanos) {
        HeaderFields.putRootDelayBits(packet, at, HeaderFields.shortBitsRoundedUp(clock.rootDelaySeconds()));
        HeaderFields.putRootDispersionBits(
                packet, at, HeaderFields.shortBitsRoundedUp(clock.boundSeconds(receiveRawNanos)));
        HeaderFields.putRefIdBits(packet, at, clock.refId().bits());
        long referenceNanos = clock.referenceNanos();
        HeaderFields.putReferenceBits(packet, at, referenceNanos == 0 ? 0 : NtpTimestamp.bitsOf(referenceNanos));
        return clock.utcNanos(receiveRawNanos);
    }

    /**
     * Odd, and of none of this client's replies that are remembered (RFC 9769 §2): a clock that stands still or was set
     * back gives the same stamp twice, and the departure of the one reply would pass for the other's.
     */
    private long receiveBits(long client, long receiveNanos) {
        long receive = NtpTimestamp.bitsOf(receiveNanos) | 1;
        if (receive - newestReceive <= 0) { // seldom
            while (stamps.remembers(client, receive)) {
                receive += 2;
            }
        }
        newestReceive += Math.max(0, receive - newestReceive);
        return receive;
    }

    /** Even, later than the receive stamp, not the one before it, and random below the precision. */
    private long transmitBits(ClockSnapshot clock, long receiveNanos, long receive, long rawNanos) {
        // A raw clock that was set back between arrival and now must not make the reply leave before the request came.
        long nanos = Math.max(receiveNanos, clock.utcNanos(rawNanos));
        long transmit = NtpTimestamp.bitsOf(nanos) - (random.getAsLong() & belowPrecision) & ~1L;
        if (transmit - receive < 0) {
            transmit = receive + 1;
        }
        long sinceLast = transmit - lastTransmit;
        if (sinceLast <= 0 && sinceLast > -NEAR) {
            transmit = lastTransmit + 2;
        }
        lastTransmit = transmit;
        return transmit;
    }

    private void await(boolean isSpoken, int kind, long rawNanos, long client, long receive) {
        if (!isSpoken && Math.abs(rawNanos - measuredRawNanos[kind]) < MEASURE_EVERY_NANOS) {
            ticket = NO_TICKET;
            return;
        }
        measuredRawNanos[kind] = rawNanos;
        ticket = nextTicket;
        nextTicket = nextTicket + 1 & AWAITED - 1;
        awaitedKind[ticket] = kind;
        awaitedRawNanos[ticket] = rawNanos;
        awaitedClient[ticket] = client;
        awaitedReceive[ticket] = isSpoken ? receive : 0;
    }

    /**
     * Takes the kernel's word on when a reply left.
     *
     * @param ticket   as {@link #ticket} gave it
     * @param rawNanos by the machine's own clock
     */
    void departed(int ticket, long rawNanos) {
        long delayNanos = rawNanos - awaitedRawNanos[ticket];
        if (delayNanos < 0 || delayNanos > LATEST_DEPARTURE_NANOS) {
            return; // the clock was set, or it is of another reply
        }
        delays.learn(awaitedKind[ticket], delayNanos);
        if (awaitedReceive[ticket] != 0) {
            long utcNanos = clocks.snapshots().get().utcNanos(rawNanos);
            stamps.put(awaitedClient[ticket], awaitedReceive[ticket], NtpTimestamp.bitsOf(utcNanos) & ~1L);
        }
    }

    /**
     * A thread can be put aside between the readings of two clocks, which is then no sign that one was moved. A clock
     * that was can be put back before the next look: that it is right by then says nothing of the time that was written.
     */
    private boolean holds(ClockSnapshot clock, long firstRawNanos) {
        long sinceHeld = firstRawNanos - heldRawNanos;
        if (clock == held && sinceHeld >= 0 && sinceHeld < HOLDS_ON_NANOS) {
            return true; // it was so a moment ago, and a clock that was moved since would not be a moment further
        }
        long rawNanos = firstRawNanos;
        for (int look = 0; look < LOOKS; look++) {
            if (clock.holdsAt(rawNanos, clocks.monotonic().getAsLong())) {
                held = clock;
                heldRawNanos = rawNanos;
                return true;
            }
            rawNanos = clocks.raw().getAsLong();
            long sinceFirst = rawNanos - firstRawNanos;
            if (sinceFirst < 0 || sinceFirst > LONGEST_PAUSE_NANOS) {
                return false;
            }
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

    /** Writes a kiss: no time, but the origin by which the client knows what it is about. */
    void writeKiss(MemorySegment packet, int at, int code) {
        ticket = NO_TICKET;
        writeOpening(packet, at, Leap.UNKNOWN, 0, HeaderFields.transmitBits(packet, at));
        HeaderFields.putRootDelayBits(packet, at, 0);
        HeaderFields.putRootDispersionBits(packet, at, 0);
        HeaderFields.putRefIdBits(packet, at, code);
        HeaderFields.putReferenceBits(packet, at, 0);
        HeaderFields.putReceiveBits(packet, at, 0);
        HeaderFields.putTransmitBits(packet, at, 0);
    }

    /** A kiss to a client that heeds none whose stamps are zero: they are its own (as ntpd has it). */
    void writeKissWithItsStamps(MemorySegment packet, int at, int code) {
        writeKiss(packet, at, code);
        long origin = HeaderFields.originBits(packet, at);
        HeaderFields.putReceiveBits(packet, at, origin);
        HeaderFields.putTransmitBits(packet, at, origin);
    }

    private void writeOpening(MemorySegment packet, int at, Leap leap, int stratum, long origin) {
        int version = HeaderFields.version(packet, at);
        HeaderFields.putLeapVersionMode(packet, at, leap.bits(), version, NtpHeader.MODE_SERVER);
        HeaderFields.putStratum(packet, at, stratum);
        HeaderFields.putPrecisionLog2(packet, at, precisionLog2);
        HeaderFields.putOriginBits(packet, at, origin);
    }
}
