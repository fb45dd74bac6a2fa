package org.timeball.firmware.appliance;

import java.util.List;

/** Closes what was opened when the process is told to end (SIGTERM, Ctrl-C). */
final class ShutdownHook {

    private ShutdownHook() {}

    /** Registers what is to be done at the end, in this order. */
    static void runs(Runnable... closings) {
        var inOrder = List.of(closings);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> inOrder.forEach(Runnable::run)));
    }
}
