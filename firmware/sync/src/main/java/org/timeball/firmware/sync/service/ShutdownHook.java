package org.timeball.firmware.sync.service;

import java.util.List;

/** Closes what was opened when the process is told to end (SIGTERM, Ctrl-C). */
public final class ShutdownHook {

    private ShutdownHook() {}

    /** Registers what is to be done at the end, in this order. */
    public static void runs(Runnable... closings) {
        var inOrder = List.of(closings);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> inOrder.forEach(Runnable::run)));
    }
}
