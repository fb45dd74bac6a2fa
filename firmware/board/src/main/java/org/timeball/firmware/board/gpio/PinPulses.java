package org.timeball.firmware.board.gpio;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseSource;

/**
 * A pin's rising edges as pulses, stamped by this program when it is told of them: the coarser way, for a board on
 * which the kernel cannot be given the pin.
 */
public final class PinPulses implements PulseSource, Consumer<Boolean> {

    private static final long SEQUENCES = 1L << 32;

    /** More than anybody lets pile up; a noisy line then loses edges, which their numbers tell. */
    private static final int CAPACITY = 16;

    private final int pin;
    private final LongSupplier rawClock;
    private final BlockingQueue<Optional<Pulse>> edges = new LinkedBlockingQueue<>(CAPACITY);
    private Runnable closing = () -> {};
    private volatile boolean closed;
    private long sequence;

    PinPulses(int pin, LongSupplier rawClock) {
        this.pin = pin;
        this.rawClock = rawClock;
    }

    /**
     * Opens a pin.
     *
     * @param header   has the pin; stays open
     * @param rawClock the machine's own clock, nanoseconds since the Unix epoch
     * @throws DeviceException if there is no GPIO, or the pin is held
     */
    public static PinPulses open(SharedHeader header, int pin, LongSupplier rawClock) throws DeviceException {
        var pulses = new PinPulses(pin, rawClock);
        pulses.closesWith(header.get().watch(pin, pulses)::close);
        return pulses;
    }

    /** What lets the pin go; done once, for Pi4J does not take it twice. */
    void closesWith(Runnable release) {
        closing = release;
    }

    /** An edge, told by the thread that watches the pin: the stamp is taken first of all. */
    @Override
    public void accept(Boolean isHigh) {
        long rawNanos = rawClock.getAsLong();
        if (isHigh) {
            sequence = (sequence + 1) % SEQUENCES;
            edges.offer(Optional.of(new Pulse(rawNanos, sequence)));
        }
    }

    @Override
    public String name() {
        return "gpio:" + pin;
    }

    @Override
    public Optional<Pulse> await(long timeoutNanos) throws DeviceException {
        try {
            var edge = closed
                    ? Optional.<Pulse>empty()
                    : Optional.ofNullable(edges.poll(timeoutNanos, TimeUnit.NANOSECONDS))
                            .flatMap(told -> told);
            if (closed) {
                throw new DeviceException("await(" + name() + "): the pin was closed");
            }
            return edge;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeviceException("await(" + name() + "): interrupted", interrupted);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        edges.clear();
        edges.offer(Optional.empty());
        closing.run();
    }
}
