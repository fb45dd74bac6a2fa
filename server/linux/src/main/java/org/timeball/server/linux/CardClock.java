package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.timeball.refclock.linux.Errno;
import org.timeball.refclock.time.DeviceException;

/**
 * A network card's clock, to be read beside the machine's own. It is not set and not steered. Belongs to one thread.
 *
 * @see <a href="https://docs.kernel.org/driver-api/ptp.html">PTP hardware clocks, docs.kernel.org</a>
 */
public final class CardClock implements AutoCloseable {

    // linux/ptp_clock.h: PTP_SYS_OFFSET and PTP_SYS_OFFSET_EXTENDED, with the sizes of their structures in the number.
    static final long PTP_SYS_OFFSET = 0x4340_3d05L;
    static final long PTP_SYS_OFFSET_EXTENDED = 0xc4c0_3d09L;

    /** How many readings are asked for: the quickest of them was disturbed least. */
    static final int READINGS = 10;

    /** {@code struct ptp_clock_time}: seconds, nanoseconds, and room. */
    static final int TIME_OCTETS = 16;

    /** Before the times, in both structures: how many, and room. */
    static final int HEAD_OCTETS = 16;

    private static final int MOST_READINGS = 25;
    private static final int SIMPLE_OCTETS = HEAD_OCTETS + (2 * MOST_READINGS + 1) * TIME_OCTETS;
    private static final int EXTENDED_OCTETS = HEAD_OCTETS + 3 * MOST_READINGS * TIME_OCTETS;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Libc.CALL_STATE);
    private final MemorySegment times = arena.allocate(EXTENDED_OCTETS, Long.BYTES);
    private final int descriptor;
    private boolean isExtended = true;

    private CardClock(String device) throws DeviceException {
        descriptor = Libc.open(state, arena.allocateFrom(device), Libc.READ_ONLY);
        if (descriptor < 0) {
            arena.close();
            throw new Errno(-descriptor).failureOf("open(" + device + ')', remedy(-descriptor, device));
        }
    }

    /**
     * Opens it for reading.
     *
     * @param device as {@code /dev/ptp0}
     * @throws DeviceException if that is not allowed or not there; says what to do
     */
    public static CardClock open(String device) throws DeviceException {
        return new CardClock(device);
    }

    /** The quickest of some readings; empty where the driver gives none now. */
    public Optional<CardReading> read() {
        if (isExtended) {
            times.fill((byte) 0).set(JAVA_INT, 0, READINGS);
            if (Libc.ioctl(state, descriptor, PTP_SYS_OFFSET_EXTENDED, times) >= 0) {
                return quickest(times, 3);
            }
            isExtended = false; // as drivers without it, and kernels before 5.0
        }
        MemorySegment simple = times.asSlice(0, SIMPLE_OCTETS);
        simple.fill((byte) 0).set(JAVA_INT, 0, READINGS);
        return Libc.ioctl(state, descriptor, PTP_SYS_OFFSET, simple) < 0 ? Optional.empty() : quickest(simple, 2);
    }

    /**
     * The quickest of the readings in a structure that the kernel has filled in: the machine's clock, the card's, the
     * machine's.
     *
     * @param times {@code struct ptp_sys_offset} or {@code struct ptp_sys_offset_extended}
     * @param step  times from one reading's first to the next one's: 3, or 2 where the last of one is the first of the next
     */
    static Optional<CardReading> quickest(MemorySegment times, int step) {
        Optional<CardReading> best = Optional.empty();
        int readings = Math.clamp(times.get(JAVA_INT, 0), 0, MOST_READINGS);
        for (int i = 0; i < readings; i++) {
            var reading =
                    new CardReading(nanos(times, step * i), nanos(times, step * i + 1), nanos(times, step * i + 2));
            boolean isPossible = reading.beforeRawNanos() > 0 && reading.cardNanos() > 0 && reading.tookNanos() >= 0;
            if (isPossible && best.stream().allMatch(other -> reading.tookNanos() < other.tookNanos())) {
                best = Optional.of(reading);
            }
        }
        return best;
    }

    private static long nanos(MemorySegment times, int index) {
        long at = HEAD_OCTETS + (long) index * TIME_OCTETS;
        return times.get(JAVA_LONG, at) * NANOS_PER_SECOND + times.get(JAVA_INT, at + Long.BYTES);
    }

    private static String remedy(int errno, String device) {
        return errno == Errno.EACCES || errno == Errno.EPERM
                ? "let the daemon's user read " + device + " (docs/systemd.md)"
                : "";
    }

    @Override
    public void close() {
        Libc.close(state, descriptor);
        arena.close();
    }
}
