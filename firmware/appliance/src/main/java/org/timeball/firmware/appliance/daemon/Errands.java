package org.timeball.firmware.appliance.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What others want done by the thread that owns a thing: it runs them in its round, and whoever asked waits.
 *
 * <p>Any thread may ask; one thread runs.
 */
final class Errands implements Runnable {

    private final ConcurrentLinkedQueue<FutureTask<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Duration patience;

    /** @param patience how long who asks waits for the owner */
    Errands(Duration patience) {
        this.patience = patience;
    }

    /** Does what was asked for since the last round. */
    @Override
    public void run() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /**
     * Has something done and waits for what becomes of it.
     *
     * @return empty if the owner did not come to it in time; it is not done later, unless it has begun
     */
    <T> Optional<T> ask(Supplier<T> errand) {
        var task = new FutureTask<>(errand::get);
        waiting.add(task);
        try {
            return Optional.of(task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            task.cancel(false);
            return Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException mistake) {
            throw new IllegalStateException("an errand failed", mistake.getCause());
        }
    }
}
