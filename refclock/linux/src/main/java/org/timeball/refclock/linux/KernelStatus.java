package org.timeball.refclock.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.timeball.refclock.time.DeviceException;

/**
 * How the kernel keeps its clock at present, whoever steers it.
 *
 * @param frequencyPpb     the correction in force, positive when the clock is made to run faster
 * @param maxErrorSeconds  the bound the steering program gave, grown by 500 µs a second since
 * @param estErrorSeconds  its estimate
 * @param isSynchronised   whether a program vouched for the clock, and lately enough
 * @param taiOffsetSeconds TAI − UTC, 0 where nobody told the kernel
 */
public record KernelStatus(
        double frequencyPpb,
        double maxErrorSeconds,
        double estErrorSeconds,
        boolean isSynchronised,
        int taiOffsetSeconds) {

    /**
     * Asks the kernel; changes nothing and needs no privilege.
     *
     * @throws DeviceException if the call is forbidden altogether, as by a container's filter
     */
    public static KernelStatus read() throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(Timex.LAYOUT);
            ClockAdjtime.read(timex);
            return Timex.decode(timex);
        }
    }
}
