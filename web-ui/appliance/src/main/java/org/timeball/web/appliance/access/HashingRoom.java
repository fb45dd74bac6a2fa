package org.timeball.web.appliance.access;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * One slow hash at a time, and few who wait: guessing passwords must take neither the processor from the time nor all
 * threads from the pages.
 *
 * <p>Browsers that signed in before wait for as long as it takes; of others, so many.
 */
final class HashingRoom {

    private static final int SEATS = 16;

    private final Semaphore worker = new Semaphore(1, true);
    private final Semaphore seats = new Semaphore(SEATS);

    /** Does it in its turn; empty if there is no seat for a stranger. */
    <T> Optional<T> hash(boolean isKnown, Supplier<T> work) {
        if (!isKnown && !seats.tryAcquire()) {
            return Optional.empty();
        }
        try {
            worker.acquireUninterruptibly();
            try {
                return Optional.of(work.get());
            } finally {
                worker.release();
            }
        } finally {
            if (!isKnown) {
                seats.release();
            }
        }
    }
}
