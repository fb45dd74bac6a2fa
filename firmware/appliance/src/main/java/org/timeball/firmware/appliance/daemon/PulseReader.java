package org.timeball.firmware.appliance.daemon;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseSource;

/** Carries pulses to the loop; a line that fails is tried again every second. */
final class PulseReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PulseReader.class);
    private static final long TIMEOUT_NANOS = 3_000_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final PulseSource pulses;
    private final Consumer<ClockInput> loop;
    private boolean isBroken;
    private volatile boolean closed;

    /**
     * @param pulses waited for by the running thread alone
     * @param loop   where pulses go
     */
    PulseReader(PulseSource pulses, Consumer<ClockInput> loop) {
        this.pulses = pulses;
        this.loop = loop;
    }

    /** Waits for pulses until closed; a silent line is the loop's business, which notices by its own ticks. */
    @Override
    public void run() {
        while (!closed) {
            try {
                pulses.await(TIMEOUT_NANOS).ifPresent(pulse -> loop.accept(new ClockInput.PulseArrived(pulse)));
                tell(false, "");
            } catch (DeviceException broken) {
                tell(true, String.valueOf(broken.getMessage()));
                if (!closed) {
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            }
        }
    }

    private void tell(boolean isBrokenNow, String why) {
        if (isBrokenNow != isBroken && !closed) {
            isBroken = isBrokenNow;
            if (isBroken) {
                LOG.warn("event=pulse-line-lost source=\"{}\" reason=\"{}\"", pulses.name(), why);
            } else {
                LOG.info("event=pulse-line-back source=\"{}\"", pulses.name());
            }
        }
    }

    /** Ends {@link #run} and closes the line; harmless when repeated. */
    void close() {
        closed = true;
        pulses.close();
    }
}
