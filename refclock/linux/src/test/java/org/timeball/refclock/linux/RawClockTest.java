package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class RawClockTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void readsTheClockTheVirtualMachineReads() {
        long before = nanos(Clock.systemUTC().instant());
        long reading = RawClock.nanos();
        long after = nanos(Clock.systemUTC().instant());
        assertTrue(before <= reading && reading <= after, () -> before + " <= " + reading + " <= " + after);
    }

    @Test
    void allocatesNothing() {
        LongSupplier clock = RawClock::nanos;
        // Until the compiler is done with the path, a call into the library allocates.
        long allocated = allocatedByReading(clock);
        for (int round = 0; round < 500 && allocated > 0; round++) {
            allocated = allocatedByReading(clock);
        }
        assertEquals(0, allocated);
    }

    private static long allocatedByReading(LongSupplier clock) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long latest = 0;
        for (int i = 0; i < 10_000; i++) {
            latest = Math.max(latest, clock.getAsLong());
        }
        assertTrue(latest > 0);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
