package org.timeball.refclock.discipline;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Feeds a reference clock from a bounded queue, in order, with four ticks a second whatever else comes.
 *
 * <p>The thread that runs it owns the reference clock; {@link #offer} may be called from any. Starts no thread itself.
 */
public final class ReferenceClockLoop implements Runnable {

    /** Half a minute of pulses and bursts. */
    private static final int CAPACITY = 64;

    /** What epochs leave free, so that a receiver that floods the line with seconds takes no pulse's place. */
    private static final int KEPT_FOR_PULSES = CAPACITY / 2;

    private static final long TICK_NANOS = 250_000_000L;
    private static final ClockInput TICK = new ClockInput.Tick();

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<ClockInput> clock;
    private final LongSupplier monotonicNanos;

    /**
     * Feeds nothing yet.
     *
     * @param clock          a {@link ReferenceClock}, alone or with others; belongs to the running thread from then on
     * @param monotonicNanos a clock that nobody sets, by which ticks are due
     */
    public ReferenceClockLoop(Consumer<ClockInput> clock, LongSupplier monotonicNanos) {
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
    }

    /**
     * Hands over what happened; never waits.
     *
     * @return false when the queue is full, and the input was dropped
     */
    public boolean offer(ClockInput input) {
        boolean isCrowded = input instanceof ClockInput.EpochArrived && queue.remainingCapacity() <= KEPT_FOR_PULSES;
        return !isCrowded && queue.offer(() -> clock.accept(input));
    }

    /**
     * Hands over something else that only the owner of the clock may do to it; never waits.
     *
     * @return false when the queue is full, and it will not be done
     */
    public boolean offer(Runnable order) {
        return queue.offer(order);
    }

    /** Runs until its thread is interrupted; what is thrown below ends it. */
    @Override
    public void run() {
        long nextTickNanos = monotonicNanos.getAsLong();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long leftNanos = nextTickNanos - monotonicNanos.getAsLong();
                if (leftNanos <= 0) {
                    clock.accept(TICK);
                    nextTickNanos = monotonicNanos.getAsLong() + TICK_NANOS;
                } else {
                    Optional.ofNullable(queue.poll(leftNanos, TimeUnit.NANOSECONDS))
                            .ifPresent(Runnable::run);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
