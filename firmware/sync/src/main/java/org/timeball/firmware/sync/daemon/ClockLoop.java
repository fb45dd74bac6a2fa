package org.timeball.firmware.sync.daemon;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.timeball.firmware.sync.source.Poll;
import org.timeball.firmware.sync.source.SourceEar;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.network.clock.NetworkClock;

/**
 * Owns the clock: takes what the sources say, one after the other, and lets time pass four times a second. A {@code
 * Runnable} that the root starts.
 *
 * <p>All but {@link #run} is for any thread.
 */
final class ClockLoop implements Runnable, SourceEar {

    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Something that is done with the clock by the thread that owns it. */
    private interface Order {
        void obey(NetworkClock clock);
    }

    private final NetworkClock clock;
    private final IntConsumer adviser;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int advisedLog2;
    private volatile long tickNanos = System.nanoTime();
    private volatile Optional<ClockMemory> memory = Optional.empty();
    private volatile boolean isClosed;

    /**
     * Runs nothing yet.
     *
     * @param clock   belongs to this loop from now on, but for what it lets any thread read
     * @param adviser told how often sources are best asked, log₂ seconds, whenever that changes
     */
    ClockLoop(NetworkClock clock, IntConsumer adviser) {
        this.clock = clock;
        this.adviser = adviser;
    }

    @Override
    public void run() {
        try {
            long nextNanos = System.nanoTime() + TICK_NANOS;
            while (!isClosed) {
                var order = Optional.ofNullable(orders.poll(nextNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
                order.ifPresent(what -> what.obey(clock));
                if (System.nanoTime() - nextNanos >= 0) {
                    tick();
                    nextNanos = System.nanoTime() + TICK_NANOS;
                }
            }
            clock.rest();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void tick() {
        clock.onTick();
        memory = clock.memory();
        if (clock.pollLog2() != advisedLog2) {
            advisedLog2 = clock.pollLog2();
            adviser.accept(advisedLog2);
        }
        tickNanos = System.nanoTime();
    }

    @Override
    public void heard(Poll poll) {
        orders.add(it -> {
            if (poll.isFirst()) {
                it.onPoll(poll.source());
            }
            if (poll instanceof Poll.Time time) {
                it.onSample(time.source(), time.sample());
            }
        });
    }

    @Override
    public void added(String source) {
        orders.add(it -> it.addSource(source));
    }

    @Override
    public void removed(String source) {
        orders.add(it -> it.removeSource(source));
    }

    /** When it last let time pass, by the monotonic clock. */
    long tickNanos() {
        return tickNanos;
    }

    /** What is to outlive a restart, as of the last tick. */
    Optional<ClockMemory> memory() {
        return memory;
    }

    /** Ends it and leaves the clock to run on by itself; waits half a second for that at most. */
    void close() {
        isClosed = true;
        orders.add(_ -> {});
        try {
            ended.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
