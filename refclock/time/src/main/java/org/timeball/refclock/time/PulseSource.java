package org.timeball.refclock.time;

import java.util.Optional;

/** A line that marks every second with an edge: a kernel PPS device, or a simulated one. */
public interface PulseSource extends AutoCloseable {

    /**
     * Waits for the next edge. Called by one thread; {@link #close} from another ends the wait.
     *
     * @param timeoutNanos how long to wait, positive
     * @return the edge, or empty when none came in time
     * @throws DeviceException if the device fails or was closed; a later call may succeed after a replug
     */
    Optional<Pulse> await(long timeoutNanos) throws DeviceException;

    /** What the operator calls it, such as {@code /dev/pps0}. */
    String name();

    /** Releases the device; harmless when repeated. */
    @Override
    void close();
}
