package org.timeball.firmware.sync.service;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in reverse; one list for an orderly end and for a start that failed half-way. */
public final class Closing implements AutoCloseable {

    /** Something that closes without a checked exception. */
    public interface Part {
        /** Closes it. */
        void close();
    }

    // The lock is contended only when a signal comes while the daemon starts.
    private final Deque<Part> opened = new ArrayDeque<>();

    /** Nothing is open yet. */
    public Closing() {}

    /** Remembers to close {@code part} before all that was added before it. */
    public synchronized void add(Part part) {
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
