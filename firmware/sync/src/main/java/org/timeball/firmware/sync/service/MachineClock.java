package org.timeball.firmware.sync.service;

import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.linux.ClockWatch;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.linux.MaySteer;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.SystemClock;

/** This machine's clock as a daemon disciplines it: the kernel's own, or a correction beside it. */
public final class MachineClock {

    private MachineClock() {}

    /**
     * Takes it over.
     *
     * @param isSteered whether the kernel's own clock is to be set; else that is left alone
     * @throws DeviceException if it is to be, and may not
     */
    public static SystemClock open(boolean isSteered) throws DeviceException {
        return isSteered
                ? new KernelClock(MaySteer.granted())
                : new SoftwareClock(
                        RawClock::nanos, System::nanoTime, ClockWatch.ofThisMachine()::takeForeignMoveNanos);
    }
}
