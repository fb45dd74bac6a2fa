package org.timeball.firmware.sync.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a daemon's threads; a fault of ours in one of them ends the process, so that it is started anew. */
public final class RootThread {

    private static final Logger LOG = LoggerFactory.getLogger(RootThread.class);

    /** EX_SOFTWARE of sysexits.h: systemd restarts on it. */
    private static final int INTERNAL_ERROR = 70;

    private RootThread() {}

    /** Begins it; it does not keep the process from ending. */
    public static Thread start(String name, Runnable body) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler(RootThread::die)
                .start(body);
    }

    /** The same on a virtual thread, for one that waits most of the time and can be interrupted at it. */
    public static Thread startVirtual(String name, Runnable body) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(RootThread::die)
                .start(body);
    }

    private static void die(Thread thread, Throwable fault) {
        LOG.error("event=fault thread={}", thread.getName(), fault);
        Runtime.getRuntime().halt(INTERNAL_ERROR);
    }
}
