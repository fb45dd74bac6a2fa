package org.timeball.firmware.appliance.daemon;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the daemon's platform threads; a fault of ours in one of them ends the process, so that it is started anew. */
final class RootThread {

    private static final Logger LOG = LoggerFactory.getLogger(RootThread.class);

    /** EX_SOFTWARE of sysexits.h: systemd restarts on it. */
    private static final int INTERNAL_ERROR = 70;

    private RootThread() {}

    static Thread start(String name, Runnable body) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler(RootThread::die)
                .start(body);
    }

    private static void die(Thread thread, Throwable fault) {
        LOG.error("event=fault thread={}", thread.getName(), fault);
        Runtime.getRuntime().halt(INTERNAL_ERROR);
    }
}
