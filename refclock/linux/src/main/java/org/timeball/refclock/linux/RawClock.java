package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Reads the machine's clock as it stands, from any thread and without allocating: {@code RawClock::nanos}. */
public final class RawClock {

    static final int CLOCK_REALTIME = 0;
    static final int CLOCK_BOOTTIME = 7;
    static final int CLOCK_TAI = 11;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long TIMESPEC_OCTETS = 16;

    // Critical, that is without telling the collector: the kernel answers in the vDSO, some 30 ns in all.
    private static final MethodHandle CLOCK_GETTIME = Libc.bind(
            "clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS), Linker.Option.critical(false));

    private static final ThreadLocal<MemorySegment> TIMESPEC =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(TIMESPEC_OCTETS, Long.BYTES));

    private RawClock() {}

    /** {@code CLOCK_REALTIME} now, nanoseconds since the Unix epoch. */
    public static long nanos() {
        return nanos(CLOCK_REALTIME);
    }

    /** One of the kernel's clocks now, by its number in {@code linux/time.h}; nanoseconds since that clock's zero. */
    static long nanos(int clock) {
        MemorySegment timespec = TIMESPEC.get();
        try {
            int ignored = (int) CLOCK_GETTIME.invokeExact(clock, timespec); // it has nothing to refuse
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
        return timespec.get(JAVA_LONG, 0) * NANOS_PER_SECOND + timespec.get(JAVA_LONG, Long.BYTES);
    }
}
