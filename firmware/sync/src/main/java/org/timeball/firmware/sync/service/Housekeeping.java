package org.timeball.firmware.sync.service;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does a daemon's small chores, one after the other, once a second. */
public final class Housekeeping implements Runnable {

    private final List<Runnable> chores;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param chores each quick, none of them throws */
    public Housekeeping(List<Runnable> chores) {
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
    public void close() {
        closed.countDown();
    }
}
