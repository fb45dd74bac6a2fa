package org.timeball.refclock.time;

import java.util.Optional;

/** A receiver's serial line, seen as bytes with the time at which they came. */
public interface SentenceSource extends AutoCloseable {

    /**
     * Waits for bytes. Called by one thread; {@link #close} from another ends the wait.
     *
     * @param timeoutNanos how long to wait, positive
     * @return what came, or empty when the line was silent
     * @throws DeviceException if the port is gone or was closed; a later call may succeed after a replug
     */
    Optional<ReceiverBytes> await(long timeoutNanos) throws DeviceException;

    /** What the operator calls it, such as {@code /dev/serial0}. */
    String name();

    /** Releases the port; harmless when repeated. */
    @Override
    void close();
}
