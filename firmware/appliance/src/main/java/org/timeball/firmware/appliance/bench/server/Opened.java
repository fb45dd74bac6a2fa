package org.timeball.firmware.appliance.bench.server;

import java.util.ArrayDeque;

/** What a bench has opened, given back in reverse: at its end, at a failure, and when the process is told to end. */
final class Opened implements AutoCloseable {

    private final ArrayDeque<Runnable> closings = new ArrayDeque<>();
    private boolean isClosed;

    /** Nothing yet. */
    Opened() {}

    /** Notes how something is given back; at once, if it came too late. */
    synchronized void add(Runnable closing) {
        if (isClosed) {
            closing.run();
        } else {
            closings.push(closing);
        }
    }

    /** Whether all was given back: a measurement that goes on is of nothing. */
    synchronized boolean isClosed() {
        return isClosed;
    }

    /** Gives all back; harmless when repeated, and from any thread. */
    @Override
    public synchronized void close() {
        isClosed = true;
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
