package org.timeball.server.protocol;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;

/**
 * The header with which every NTP packet begins, as a value; which of them are answered is decided elsewhere.
 *
 * @param leap               leap indicator, 0 to 3
 * @param version            protocol version, 1 to 7
 * @param mode               association mode, 0 to 7
 * @param stratum            0 (with a kiss code in {@code refId}, or not synchronised) to 255
 * @param pollLog2           log₂ seconds, −128 to 127
 * @param precisionLog2      log₂ seconds, −128 to 127
 * @param rootDelayBits      16.16 seconds to the primary source and back
 * @param rootDispersionBits unsigned 16.16 seconds
 * @param refId              the source, or a kiss code
 * @param reference          when the sender's clock was last set
 * @param origin             T1, the client's transmit time, as the server copied it
 * @param receive            T2, when the request reached the server
 * @param transmit           T3 in a reply; in a request whatever the client wants back as origin
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public record NtpHeader(
        int leap,
        int version,
        int mode,
        int stratum,
        int pollLog2,
        int precisionLog2,
        int rootDelayBits,
        int rootDispersionBits,
        RefId refId,
        NtpTimestamp reference,
        NtpTimestamp origin,
        NtpTimestamp receive,
        NtpTimestamp transmit) {

    /** Length of the header in octets. */
    public static final int OCTETS = 48;

    /** The mode of a client's request. */
    public static final int MODE_CLIENT = 3;

    /** The mode of a server's reply. */
    public static final int MODE_SERVER = 4;

    /** Refuses what does not fit in its field. */
    public NtpHeader {
        requireFits("leap", leap, 0, 3);
        requireFits("version", version, 1, 7);
        requireFits("mode", mode, 0, 7);
        requireFits("stratum", stratum, 0, 255);
        requireFits("pollLog2", pollLog2, Byte.MIN_VALUE, Byte.MAX_VALUE);
        requireFits("precisionLog2", precisionLog2, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** Reads the header at the beginning of {@code packet}; what follows it is not looked at. */
    public static Decoded<NtpHeader> decode(MemorySegment packet) {
        return decode(packet.asByteBuffer());
    }

    /**
     * Reads the header at the position of {@code in}, whose order is the network's.
     *
     * <p>For who reads a single packet and wants it soon: segments have code spun for their first access.
     */
    public static Decoded<NtpHeader> decode(ByteBuffer in) {
        if (in.remaining() < OCTETS) {
            return new Decoded.Malformed<>("header", in.remaining(), "shorter than " + OCTETS + " octets");
        }
        byte first = in.get();
        int version = first >> 3 & 0b111;
        if (version == 0) {
            return new Decoded.Malformed<>("version", 0, "version 0 has another layout");
        }
        return new Decoded.Ok<>(new NtpHeader(
                first >> 6 & 0b11,
                version,
                first & 0b111,
                in.get() & 0xff,
                in.get(),
                in.get(),
                in.getInt(),
                in.getInt(),
                new RefId(in.getInt()),
                new NtpTimestamp(in.getLong()),
                new NtpTimestamp(in.getLong()),
                new NtpTimestamp(in.getLong()),
                new NtpTimestamp(in.getLong())));
    }

    /** Writes the header at the beginning of {@code packet}, which holds at least {@value #OCTETS} octets. */
    public void encode(MemorySegment packet) {
        encode(packet.asByteBuffer());
    }

    /** Writes the header at the position of {@code out}, whose order is the network's. */
    public void encode(ByteBuffer out) {
        out.put((byte) (leap << 6 | version << 3 | mode))
                .put((byte) stratum)
                .put((byte) pollLog2)
                .put((byte) precisionLog2)
                .putInt(rootDelayBits)
                .putInt(rootDispersionBits)
                .putInt(refId.bits())
                .putLong(reference.bits())
                .putLong(origin.bits())
                .putLong(receive.bits())
                .putLong(transmit.bits());
    }

    private static void requireFits(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s %d is not %d to %d".formatted(field, value, min, max));
        }
    }
}
