package org.timeball.firmware.appliance.daemon;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does the daemon's small chores, one after the other, once a second. */
final class Housekeeping implements Runnable {

    private final List<Runnable> chores;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param chores each quick, none of them throws */
    Housekeeping(List<Runnable> chores) {
        this.chores = List.copyOf(chores);
    }

    /** Runs until closed. */
    @Override
    public void run() {
        try {
            do {
                chores.forEach(Runnable::run);
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run}; harmless when repeated. */
    void close() {
        closed.countDown();
    }
}
