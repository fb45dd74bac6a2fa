package org.timeball.refclock.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.time.Pulse;

/**
 * The structures and requests of {@code /dev/ppsN}, as {@code linux/pps.h} lays them out on 64-bit Linux.
 *
 * @see <a href="https://docs.kernel.org/driver-api/pps.html">PPS, the kernel's documentation</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2783">RFC 2783</a>
 */
final class PpsAbi {

    /** {@code struct pps_ktime}. */
    static final StructLayout KTIME =
            MemoryLayout.structLayout(JAVA_LONG.withName("sec"), JAVA_INT.withName("nsec"), JAVA_INT.withName("flags"));

    /** {@code struct pps_kinfo}. */
    static final StructLayout KINFO = MemoryLayout.structLayout(
            JAVA_INT.withName("assert_sequence"),
            JAVA_INT.withName("clear_sequence"),
            KTIME.withName("assert_tu"),
            KTIME.withName("clear_tu"),
            JAVA_INT.withName("current_mode"),
            MemoryLayout.paddingLayout(4));

    /** {@code struct pps_fdata}, the argument of {@link #FETCH}. */
    static final StructLayout FDATA = MemoryLayout.structLayout(KINFO.withName("info"), KTIME.withName("timeout"));

    /** {@code struct pps_kparams}, the argument of {@link #GETPARAMS} and {@link #SETPARAMS}. */
    static final StructLayout KPARAMS = MemoryLayout.structLayout(
            JAVA_INT.withName("api_version"),
            JAVA_INT.withName("mode"),
            KTIME.withName("assert_off_tu"),
            KTIME.withName("clear_off_tu"));

    static final int CAPTURE_ASSERT = 0x01;
    static final int CAPTURE_CLEAR = 0x02;
    static final int OFFSET_ASSERT = 0x10;
    static final int OFFSET_CLEAR = 0x20;
    static final int FORMAT_TIMESPEC = 0x1000;

    // _IOC(direction, 'p', number, size): the header passes pointer types, so every size is a pointer's.
    private static final long WRITE = 1L << 30;
    private static final long READ = 2L << 30;
    private static final long PPS = 8L << 16 | 'p' << 8;

    static final long GETPARAMS = READ | PPS | 0xa1;
    static final long SETPARAMS = WRITE | PPS | 0xa2;
    static final long GETCAP = READ | PPS | 0xa3;
    static final long FETCH = READ | WRITE | PPS | 0xa4;

    private static final int API_VERSION = 1;
    private static final int TIME_INVALID = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final long SEQUENCE = FDATA.byteOffset(groupElement("info"), groupElement("assert_sequence"));
    private static final long ASSERT = FDATA.byteOffset(groupElement("info"), groupElement("assert_tu"));
    private static final long CLEAR = FDATA.byteOffset(groupElement("info"), groupElement("clear_tu"));
    private static final long TIMEOUT = FDATA.byteOffset(groupElement("timeout"));
    private static final long NSEC = KTIME.byteOffset(groupElement("nsec"));
    private static final long FLAGS = KTIME.byteOffset(groupElement("flags"));
    private static final long MODE = KPARAMS.byteOffset(groupElement("mode"));

    private PpsAbi() {}

    /**
     * Asks {@link #FETCH} to wait for the next event.
     *
     * @param nanos how long; 0 returns the last event at once. The kernel counts in ticks of up to 10 ms
     */
    static void encodeTimeout(MemorySegment fdata, long nanos) {
        fdata.set(JAVA_LONG, TIMEOUT, nanos / NANOS_PER_SECOND);
        fdata.set(JAVA_INT, TIMEOUT + NSEC, (int) (nanos % NANOS_PER_SECOND));
        fdata.set(JAVA_INT, TIMEOUT + FLAGS, 0);
    }

    /**
     * The last assert edge, and the last clear edge beside it; empty when there never was an assert edge, which the
     * drivers tell by a stamp of zero, as they do for a direction that is not captured.
     */
    static Optional<Pulse> assertEdge(MemorySegment fdata) {
        var edge = stamp(fdata, ASSERT);
        return edge.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pulse(
                        edge.getAsLong(), Integer.toUnsignedLong(fdata.get(JAVA_INT, SEQUENCE)), stamp(fdata, CLEAR)));
    }

    private static OptionalLong stamp(MemorySegment fdata, long offset) {
        long seconds = fdata.get(JAVA_LONG, offset);
        int nanos = fdata.get(JAVA_INT, offset + NSEC);
        boolean isNone = seconds == 0 && nanos == 0 || (fdata.get(JAVA_INT, offset + FLAGS) & TIME_INVALID) != 0;
        return isNone ? OptionalLong.empty() : OptionalLong.of(seconds * NANOS_PER_SECOND + nanos);
    }

    /** The mode bits among parameters that {@link #GETPARAMS} filled in. */
    static int mode(MemorySegment kparams) {
        return kparams.get(JAVA_INT, MODE);
    }

    /** Whether a mode stamps assert edges, and with nothing added to the stamp. */
    static boolean capturesPlainAssert(int mode) {
        return (mode & (CAPTURE_ASSERT | OFFSET_ASSERT)) == CAPTURE_ASSERT;
    }

    /** Whether a mode stamps all that a driver can: clear edges as well where it has them, with nothing added. */
    static boolean capturesAll(int mode, int capabilities) {
        boolean hasClear = (capabilities & CAPTURE_CLEAR) != 0;
        return capturesPlainAssert(mode) && (!hasClear || (mode & (CAPTURE_CLEAR | OFFSET_CLEAR)) == CAPTURE_CLEAR);
    }

    /** Parameters for {@link #SETPARAMS}: stamp assert edges, and clear edges where the driver can; add nothing. */
    static void encodePlain(MemorySegment kparams, int capabilities) {
        kparams.fill((byte) 0);
        kparams.set(JAVA_INT, 0, API_VERSION);
        kparams.set(JAVA_INT, MODE, CAPTURE_ASSERT | capabilities & CAPTURE_CLEAR | FORMAT_TIMESPEC);
    }
}
