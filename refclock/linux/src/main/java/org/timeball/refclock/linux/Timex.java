package org.timeball.refclock.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import org.timeball.refclock.time.Leap;

/**
 * {@code struct timex}: what can be asked of the kernel's clock, as bytes. Pure; {@link ClockAdjtime} makes the call.
 *
 * <p>Every method that encodes a request overwrites the whole structure.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/adjtimex.2.html">adjtimex(2)</a>
 */
final class Timex {

    /** On 64-bit Linux, x86_64 and aarch64 alike: 208 bytes (linux/timex.h, {@code struct __kernel_timex}). */
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("modes"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("offset"),
            JAVA_LONG.withName("freq"),
            JAVA_LONG.withName("maxerror"),
            JAVA_LONG.withName("esterror"),
            JAVA_INT.withName("status"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("constant"),
            JAVA_LONG.withName("precision"),
            JAVA_LONG.withName("tolerance"),
            JAVA_LONG.withName("time.tv_sec"),
            JAVA_LONG.withName("time.tv_usec"),
            JAVA_LONG.withName("tick"),
            JAVA_LONG.withName("ppsfreq"),
            JAVA_LONG.withName("jitter"),
            JAVA_INT.withName("shift"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("stabil"),
            JAVA_LONG.withName("jitcnt"),
            JAVA_LONG.withName("calcnt"),
            JAVA_LONG.withName("errcnt"),
            JAVA_LONG.withName("stbcnt"),
            JAVA_INT.withName("tai"),
            MemoryLayout.paddingLayout(44));

    static final int ADJ_OFFSET = 0x0001;
    static final int ADJ_FREQUENCY = 0x0002;
    static final int ADJ_MAXERROR = 0x0004;
    static final int ADJ_ESTERROR = 0x0008;
    static final int ADJ_STATUS = 0x0010;
    static final int ADJ_TAI = 0x0080;
    static final int ADJ_SETOFFSET = 0x0100;
    static final int ADJ_NANO = 0x2000;
    static final int ADJ_OFFSET_SINGLESHOT = 0x8001;

    static final int STA_PLL = 0x0001;
    static final int STA_INS = 0x0010;
    static final int STA_DEL = 0x0020;
    static final int STA_UNSYNC = 0x0040;

    /** How far the kernel lets frequency go: 500 ppm. */
    static final double MAX_FREQUENCY_PPB = 500_000;

    /** The kernel counts frequency in units of 2⁻¹⁶ ppm. */
    private static final double PPB_PER_UNIT = 1000.0 / (1 << 16);

    private static final double MICROS_PER_SECOND = 1e6;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** NTP_PHASE_LIMIT: an error the kernel holds for "unsynchronised". */
    private static final double MAX_ERROR_SECONDS = 16;

    private static final long MODES = LAYOUT.byteOffset(groupElement("modes"));
    private static final long FREQ = LAYOUT.byteOffset(groupElement("freq"));
    private static final long MAXERROR = LAYOUT.byteOffset(groupElement("maxerror"));
    private static final long ESTERROR = LAYOUT.byteOffset(groupElement("esterror"));
    private static final long STATUS = LAYOUT.byteOffset(groupElement("status"));
    private static final long CONSTANT = LAYOUT.byteOffset(groupElement("constant"));
    private static final long TIME_SECONDS = LAYOUT.byteOffset(groupElement("time.tv_sec"));
    private static final long TIME_FRACTION = LAYOUT.byteOffset(groupElement("time.tv_usec"));
    private static final long TAI = LAYOUT.byteOffset(groupElement("tai"));

    private Timex() {}

    /** Changes nothing; the kernel fills in the present state. */
    static void encodeRead(MemorySegment timex) {
        request(timex, 0);
    }

    /**
     * Sets the frequency.
     *
     * @param frequencyPpb positive makes the clock faster; rounded to 0.0153 ppb
     * @throws IllegalArgumentException beyond ±500 ppm, which the kernel would silently cut off
     */
    static void encodeFrequency(MemorySegment timex, double frequencyPpb) {
        if (!(Math.abs(frequencyPpb) <= MAX_FREQUENCY_PPB)) {
            throw new IllegalArgumentException("frequency " + frequencyPpb + " ppb is beyond ±500,000 ppb");
        }
        request(timex, ADJ_FREQUENCY);
        timex.set(JAVA_LONG, FREQ, Math.round(frequencyPpb / PPB_PER_UNIT));
    }

    /** Adds to the clock at once; the fraction is counted upwards from a second that may be negative. */
    static void encodeStep(MemorySegment timex, long deltaNanos) {
        request(timex, ADJ_SETOFFSET | ADJ_NANO);
        timex.set(JAVA_LONG, TIME_SECONDS, Math.floorDiv(deltaNanos, NANOS_PER_SECOND));
        timex.set(JAVA_LONG, TIME_FRACTION, Math.floorMod(deltaNanos, NANOS_PER_SECOND));
    }

    /** Ends what {@code adjtime(3)} may have left to do. */
    static void encodeCancelAdjtime(MemorySegment timex) {
        request(timex, ADJ_OFFSET_SINGLESHOT);
    }

    /** Empties the kernel's phase-locked loop; it takes an offset, even of zero, only while it is on. */
    static void encodeEmptyLoop(MemorySegment timex) {
        request(timex, ADJ_OFFSET | ADJ_STATUS);
        timex.set(JAVA_INT, STATUS, STA_PLL | STA_UNSYNC);
    }

    /** Turns the kernel's own loops off and says that nobody vouches for the clock yet. */
    static void encodeLoopOff(MemorySegment timex) {
        request(timex, ADJ_STATUS);
        timex.set(JAVA_INT, STATUS, STA_UNSYNC);
    }

    /**
     * Vouches for the clock or not, and has the kernel put in or leave out the last second of the current UTC day; both
     * stand in one word, so that neither can be said without the other.
     *
     * <p>The kernel's state goes from TIME_OK to TIME_INS or TIME_DEL at the next second, to TIME_OOP in an inserted
     * one, then to TIME_WAIT until both bits are cleared (kernel/time/ntp.c, {@code second_overflow}).
     */
    static void encodeStatus(MemorySegment timex, boolean synchronised, Leap leap) {
        request(timex, ADJ_STATUS);
        timex.set(JAVA_INT, STATUS, status(synchronised, leap));
    }

    /** Tells the kernel how far TAI is ahead of UTC; it counts leap seconds that it takes itself. */
    static void encodeTaiOffset(MemorySegment timex, int seconds) {
        request(timex, ADJ_TAI);
        timex.set(JAVA_LONG, CONSTANT, seconds);
    }

    /**
     * Tells other programs how good the clock is; errors are rounded up to microseconds and end at 16 s.
     *
     * @param leap what stays armed
     */
    static void encodeQuality(
            MemorySegment timex, double maxErrorSeconds, double estErrorSeconds, boolean synchronised, Leap leap) {
        request(timex, ADJ_MAXERROR | ADJ_ESTERROR | ADJ_STATUS);
        timex.set(JAVA_LONG, MAXERROR, micros(maxErrorSeconds));
        timex.set(JAVA_LONG, ESTERROR, micros(estErrorSeconds));
        timex.set(JAVA_INT, STATUS, status(synchronised, leap));
    }

    /** The state the kernel filled in. */
    static KernelStatus decode(MemorySegment timex) {
        return new KernelStatus(
                timex.get(JAVA_LONG, FREQ) * PPB_PER_UNIT,
                timex.get(JAVA_LONG, MAXERROR) / MICROS_PER_SECOND,
                timex.get(JAVA_LONG, ESTERROR) / MICROS_PER_SECOND,
                (timex.get(JAVA_INT, STATUS) & STA_UNSYNC) == 0,
                timex.get(JAVA_INT, TAI));
    }

    private static int status(boolean synchronised, Leap leap) {
        int armed =
                switch (leap) {
                    case INSERT -> STA_INS;
                    case DELETE -> STA_DEL;
                    case NONE, UNKNOWN -> 0;
                };
        return armed | (synchronised ? 0 : STA_UNSYNC);
    }

    private static void request(MemorySegment timex, int modes) {
        timex.fill((byte) 0);
        timex.set(JAVA_INT, MODES, modes);
    }

    private static long micros(double seconds) {
        return (long) Math.ceil(Math.clamp(seconds, 0, MAX_ERROR_SECONDS) * MICROS_PER_SECOND);
    }
}
