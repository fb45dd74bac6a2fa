package org.timeball.server.protocol;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes the fields of an NTP header where it lies, for the path on which every packet is answered.
 *
 * <p>Nothing here allocates once compiled, which {@link NtpHeader} cannot promise; elsewhere the record is to be
 * preferred. Every method takes the segment and the position of the header's first octet in it; the caller has checked
 * that {@link NtpHeader#OCTETS} octets follow.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public final class HeaderFields {

    private static final ValueLayout.OfByte INT8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int STRATUM = 1;
    private static final int POLL = 2;
    private static final int PRECISION = 3;
    private static final int ROOT_DELAY = 4;
    private static final int ROOT_DISPERSION = 8;
    private static final int REF_ID = 12;
    private static final int REFERENCE = 16;
    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;

    private static final long MAX_SHORT_BITS = 0xffff_ffffL;

    private HeaderFields() {}

    /** Leap indicator, 0 to 3. */
    public static int leap(MemorySegment packet, long at) {
        return packet.get(INT8, at) >> 6 & 0b11;
    }

    /** Protocol version, 0 to 7. */
    public static int version(MemorySegment packet, long at) {
        return packet.get(INT8, at) >> 3 & 0b111;
    }

    /** Association mode, 0 to 7. */
    public static int mode(MemorySegment packet, long at) {
        return packet.get(INT8, at) & 0b111;
    }

    /** Stratum, 0 to 255. */
    public static int stratum(MemorySegment packet, long at) {
        return packet.get(INT8, at + STRATUM) & 0xff;
    }

    /** Poll interval, log₂ seconds, −128 to 127. */
    public static int pollLog2(MemorySegment packet, long at) {
        return packet.get(INT8, at + POLL);
    }

    /** Precision, log₂ seconds, −128 to 127. */
    public static int precisionLog2(MemorySegment packet, long at) {
        return packet.get(INT8, at + PRECISION);
    }

    /** Root delay, 16.16 seconds. */
    public static int rootDelayBits(MemorySegment packet, long at) {
        return packet.get(INT32, at + ROOT_DELAY);
    }

    /** Root dispersion, unsigned 16.16 seconds. */
    public static int rootDispersionBits(MemorySegment packet, long at) {
        return packet.get(INT32, at + ROOT_DISPERSION);
    }

    /** Reference identifier, first octet highest. */
    public static int refIdBits(MemorySegment packet, long at) {
        return packet.get(INT32, at + REF_ID);
    }

    /** Reference time stamp, 32.32 seconds. */
    public static long referenceBits(MemorySegment packet, long at) {
        return packet.get(INT64, at + REFERENCE);
    }

    /** Origin time stamp, 32.32 seconds. */
    public static long originBits(MemorySegment packet, long at) {
        return packet.get(INT64, at + ORIGIN);
    }

    /** Receive time stamp, 32.32 seconds. */
    public static long receiveBits(MemorySegment packet, long at) {
        return packet.get(INT64, at + RECEIVE);
    }

    /** Transmit time stamp, 32.32 seconds. */
    public static long transmitBits(MemorySegment packet, long at) {
        return packet.get(INT64, at + TRANSMIT);
    }

    /** Writes the first octet: leap indicator 0 to 3, version 0 to 7, mode 0 to 7. */
    public static void putLeapVersionMode(MemorySegment packet, long at, int leap, int version, int mode) {
        packet.set(INT8, at, (byte) (leap << 6 | version << 3 | mode));
    }

    /** Writes the stratum, 0 to 255. */
    public static void putStratum(MemorySegment packet, long at, int stratum) {
        packet.set(INT8, at + STRATUM, (byte) stratum);
    }

    /** Writes the poll interval, log₂ seconds. */
    public static void putPollLog2(MemorySegment packet, long at, int pollLog2) {
        packet.set(INT8, at + POLL, (byte) pollLog2);
    }

    /** Writes the precision, log₂ seconds. */
    public static void putPrecisionLog2(MemorySegment packet, long at, int precisionLog2) {
        packet.set(INT8, at + PRECISION, (byte) precisionLog2);
    }

    /** Writes the root delay, 16.16 seconds. */
    public static void putRootDelayBits(MemorySegment packet, long at, int bits) {
        packet.set(INT32, at + ROOT_DELAY, bits);
    }

    /** Writes the root dispersion, unsigned 16.16 seconds. */
    public static void putRootDispersionBits(MemorySegment packet, long at, int bits) {
        packet.set(INT32, at + ROOT_DISPERSION, bits);
    }

    /** Writes the reference identifier, first octet highest. */
    public static void putRefIdBits(MemorySegment packet, long at, int bits) {
        packet.set(INT32, at + REF_ID, bits);
    }

    /** Writes the reference time stamp, 32.32 seconds. */
    public static void putReferenceBits(MemorySegment packet, long at, long bits) {
        packet.set(INT64, at + REFERENCE, bits);
    }

    /** Writes the origin time stamp, 32.32 seconds. */
    public static void putOriginBits(MemorySegment packet, long at, long bits) {
        packet.set(INT64, at + ORIGIN, bits);
    }

    /** Writes the receive time stamp, 32.32 seconds. */
    public static void putReceiveBits(MemorySegment packet, long at, long bits) {
        packet.set(INT64, at + RECEIVE, bits);
    }

    /** Writes the transmit time stamp, 32.32 seconds. */
    public static void putTransmitBits(MemorySegment packet, long at, long bits) {
        packet.set(INT64, at + TRANSMIT, bits);
    }

    /**
     * The 16.16 fixed point number that is not smaller than {@code seconds}, so that a bound stays a bound.
     *
     * @param seconds negative counts as zero; what does not fit, and NaN, becomes the largest number that does, about
     *     65536 s
     * @return unsigned 16.16 seconds
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-6">RFC 5905 §6, NTP short format</a>
     */
    public static int shortBitsRoundedUp(double seconds) {
        return Double.isNaN(seconds)
                ? (int) MAX_SHORT_BITS // the cast below would make it zero, and nothing is as good as that
                : (int) Math.clamp((long) Math.ceil(seconds * 0x1p16), 0, MAX_SHORT_BITS);
    }
}
