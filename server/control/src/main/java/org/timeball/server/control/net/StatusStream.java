package org.timeball.server.control.net;

import java.time.Duration;
import org.timeball.server.control.Status;

/** The daemon from now on: a status each second, until one end closes. One thread reads; any may close. */
public final class StatusStream implements AutoCloseable {

    /** Between two statuses. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ControlClient connection;

    StatusStream(ControlClient connection) {
        this.connection = connection;
    }

    /**
     * Waits for the next status; the first is there at once.
     *
     * @throws ControlException if the daemon hangs or is gone, or this stream was closed
     */
    public Status next() throws ControlException {
        return connection.nextStatus();
    }

    /** Ends the stream, and a wait in another thread; harmless when repeated. */
    @Override
    public void close() {
        connection.close();
    }
}
