package org.timeball.firmware.sync.service;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.DeviceException;

/**
 * Tells the kernel how good its clock is, which other programs on this machine learn from adjtimex(2); once a second. What
 * is still to be slewed into it is not in it yet, and adds to what it may be off.
 */
public final class KernelWord implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(KernelWord.class);

    private final KernelClock kernel;
    private final Supplier<ClockSnapshot> snapshot;

    /** @param snapshot what is known of the time now */
    public KernelWord(KernelClock kernel, Supplier<ClockSnapshot> snapshot) {
        this.kernel = kernel;
        this.snapshot = snapshot;
    }

    @Override
    public void run() {
        var now = snapshot.get();
        long rawNanos = RawClock.nanos();
        double correction = Math.abs(now.utcNanos(rawNanos) - rawNanos) * 1e-9;
        try {
            kernel.publish(
                    now.boundSeconds(rawNanos) + correction,
                    now.withinSeconds(rawNanos) + correction,
                    now.state().isSynchronised() && now.holdsAt(rawNanos, System.nanoTime()));
        } catch (DeviceException refused) {
            LOG.error("event=kernel-status-refused reason=\"{}\"", refused.getMessage());
        }
    }
}
