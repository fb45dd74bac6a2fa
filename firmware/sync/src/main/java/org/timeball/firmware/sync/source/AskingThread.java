package org.timeball.firmware.sync.source;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.service.RootThread;

/**
 * The virtual thread of something that asks, which is interrupted wherever it waits when its end has come, and that once
 * alone: what it does at its end is not interrupted again. For any thread.
 */
final class AskingThread {

    private static final Logger LOG = LoggerFactory.getLogger(AskingThread.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final AtomicBoolean isInterrupted = new AtomicBoolean();
    private final Thread thread;

    /** Starts it. */
    AskingThread(String name, Runnable work) {
        this.name = name;
        this.thread = RootThread.startVirtual(name, work);
    }

    /** Ends its rest, if it rests. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Tells it that its end has come; waits for nothing. */
    void interrupt() {
        if (!isInterrupted.getAndSet(true)) {
            thread.interrupt();
        }
    }

    /** Tells it, and waits a second at most. */
    void end() {
        interrupt();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("event=asking-hangs thread=\"{}\"", name);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
