package org.timeball.firmware.board.gpio;

import java.util.Optional;
import org.timeball.refclock.time.DeviceException;

/**
 * The header for all of a process: opened for the first who needs it, the same for all others, closed for all at once.
 *
 * <p>Pi4J's native library has one chip open in a process. Whoever shuts a context down closes it under all others, whose
 * threads then look at memory that was freed.
 *
 * <p>Safe in any thread; the lock is contended only while the daemon starts or ends.
 */
public final class SharedHeader implements AutoCloseable {

    /** How it is opened. */
    @FunctionalInterface
    interface Opening {
        Header open() throws DeviceException;
    }

    private final Opening opening;
    private Optional<Header> opened = Optional.empty();

    SharedHeader(Opening opening) {
        this.opening = opening;
    }

    /** Opens nothing yet. */
    public SharedHeader() {
        this(Header::open);
    }

    /**
     * The header; whoever gets it closes the pins that he took and leaves it open.
     *
     * @throws DeviceException if there is none; the next who asks has it looked for again
     */
    public synchronized Header get() throws DeviceException {
        if (opened.isEmpty()) {
            opened = Optional.of(opening.open());
        }
        return opened.get();
    }

    /** Closes it, if anybody needed it; harmless when repeated. */
    @Override
    public synchronized void close() {
        opened.ifPresent(Header::close);
        opened = Optional.empty();
    }
}
