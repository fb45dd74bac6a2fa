package org.timeball.firmware.appliance.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in reverse; one list for an orderly end and for a start that failed half-way. */
final class Closing implements AutoCloseable {

    /** Something that closes without a checked exception. */
    interface Part {
        void close();
    }

    // The lock is contended only when a signal comes while the daemon starts.
    private final Deque<Part> opened = new ArrayDeque<>();

    /** Remembers to close {@code part} before all that was added before it. */
    synchronized void add(Part part) {
        opened.push(part);
    }

    /** Closes everything, each once; harmless when repeated. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
