package org.timeball.server.client;

import java.util.Optional;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.server.protocol.NtpHeader;

/**
 * What a reply has to be before its time is believed, and the measurement that it then makes.
 *
 * @param floorNanos no true time is earlier, nanoseconds since the Unix epoch; decides the era of the wire's stamps, too
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-14">RFC 5905 §14 and the packet tests of appendix A.5.1.1</a>
 */
record ReplyRules(long floorNanos) {

    /** RFC 5905's MAXDISP: whoever is farther from the primary source has no time. */
    private static final double MAX_DISTANCE_SECONDS = 16;

    private static final int MAX_STRATUM = 15;

    /** How well the local clock is read: asking it takes about so long. */
    private static final double OWN_PRECISION_SECONDS = 1e-6;

    private static final int VERSION = 4;

    /** Whether a header can be a server's reply to us at all. */
    static boolean isReply(NtpHeader header) {
        return header.mode() == NtpHeader.MODE_SERVER && header.version() == VERSION;
    }

    /**
     * Why a reply to our request has no time in it, if so.
     *
     * @param isInterleaved whether its transmit stamp is that of the reply before, than which the server may have been set
     *     later
     */
    static Optional<ReplyFault> faultOf(NtpHeader header, boolean isInterleaved) {
        if (header.leap() == Leap.UNKNOWN.bits() || header.stratum() == 0 || header.stratum() > MAX_STRATUM) {
            return Optional.of(ReplyFault.NOT_SYNCHRONISED);
        }
        if (shortSeconds(header.rootDelayBits()) / 2 + shortSeconds(header.rootDispersionBits())
                >= MAX_DISTANCE_SECONDS) {
            return Optional.of(ReplyFault.TOO_FAR_FROM_ROOT);
        }
        boolean hasStamps = header.receive().bits() != 0 && header.transmit().bits() != 0;
        boolean isSetLater = !isInterleaved
                && header.reference().bits() != 0
                && header.transmit().secondsSince(header.reference()) < 0;
        return hasStamps && !isSetLater ? Optional.empty() : Optional.of(ReplyFault.IMPOSSIBLE_TIMESTAMPS);
    }

    /**
     * The four stamps of an exchange.
     *
     * @param transmit when the reply left, by its header or, in interleaved mode, the next one's
     */
    FourTimestamps times(long originNanos, NtpTimestamp receive, NtpTimestamp transmit, long destinationNanos) {
        long pivotNanos = Math.max(destinationNanos, floorNanos);
        return new FourTimestamps(
                originNanos, receive.utcNanos(pivotNanos), transmit.utcNanos(pivotNanos), destinationNanos);
    }

    /** Why four stamps cannot be of one exchange, if so. */
    Optional<ReplyFault> faultOf(FourTimestamps times, NtpHeader header) {
        boolean isInOrder = times.destinationNanos() >= times.originNanos()
                && times.transmitNanos() >= times.receiveNanos()
                && times.delaySeconds() >= -dispersionSeconds(times, header)
                && times.spanSeconds() < MAX_DISTANCE_SECONDS;
        if (!isInOrder) {
            return Optional.of(ReplyFault.IMPOSSIBLE_TIMESTAMPS);
        }
        return times.transmitNanos() < floorNanos ? Optional.of(ReplyFault.BEFORE_FLOOR) : Optional.empty();
    }

    /** What stamps without a fault say. */
    static Measurement measurement(FourTimestamps times, NtpHeader header, boolean isAuthentic, boolean isInterleaved) {
        return new Measurement(
                times,
                times.offsetSeconds(),
                Math.max(times.delaySeconds(), 0),
                dispersionSeconds(times, header),
                header.stratum(),
                Leap.values()[header.leap()],
                header.refId(),
                shortSeconds(header.rootDelayBits()),
                shortSeconds(header.rootDispersionBits()),
                header.precisionLog2(),
                isAuthentic,
                isInterleaved);
    }

    private static double dispersionSeconds(FourTimestamps times, NtpHeader header) {
        return Math.scalb(1.0, header.precisionLog2())
                + OWN_PRECISION_SECONDS
                + Measurement.FREQUENCY_TOLERANCE * times.spanSeconds();
    }

    /** 16.16 seconds, unsigned. */
    private static double shortSeconds(int bits) {
        return Integer.toUnsignedLong(bits) * 0x1p-16;
    }
}
