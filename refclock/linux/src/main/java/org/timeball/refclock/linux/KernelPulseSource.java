package org.timeball.refclock.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseSource;

/**
 * Assert edges of a {@code /dev/ppsN}, stamped by the kernel in its interrupt handler.
 *
 * <p>{@code PPS_FETCH} tells only of edges after it was called. What happened between two calls is therefore asked for
 * first, without waiting: a pause of this process delays an edge and never loses one, unless the next has come.
 * A device that fails is closed and opened again by a later call.
 *
 * <p>The wait is a blocking native call: give it a platform thread.
 */
public final class KernelPulseSource implements PulseSource {

    /** How long {@link #close} can have to wait for the kernel to come back. */
    private static final long SLICE_NANOS = 500_000_000L;

    /** The kernel rounds a wait down to its ticks, at most 10 ms each, and one of none returns at once. */
    private static final long TICK_NANOS = 10_000_000L;

    private static final long REOPEN_NANOS = 1_000_000_000L;

    /** How a device is opened, at first and again. */
    interface Opener {
        PpsDevice open() throws DeviceException;
    }

    private final Path path;
    private final Opener opener;
    private final LongSupplier monotonicNanos;
    private final MemorySegment fdata = Arena.ofAuto().allocate(PpsAbi.FDATA);

    /** Held during one slice of waiting; contended by {@link #close} alone, which must not free a descriptor in use. */
    private final Object slice = new Object();

    private Optional<PpsDevice> device;
    private Optional<Pulse> last;
    private volatile boolean closed;

    KernelPulseSource(Path path, Opener opener, LongSupplier monotonicNanos) throws DeviceException {
        this.path = path;
        this.opener = opener;
        this.monotonicNanos = monotonicNanos;
        var opened = opener.open();
        this.device = Optional.of(opened);
        this.last = lastEdge(opened);
    }

    /**
     * Opens a device and sets it to stamp assert edges, where it does not do so already.
     *
     * @param path such as {@code /dev/pps0}
     * @throws DeviceException if there is no such device, it is none, or it may not be read
     */
    public static KernelPulseSource open(Path path) throws DeviceException {
        return new KernelPulseSource(path, () -> KernelPpsDevice.open(path), System::nanoTime);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Optional<Pulse> await(long timeoutNanos) throws DeviceException {
        long deadlineNanos = monotonicNanos.getAsLong() + timeoutNanos;
        while (true) {
            synchronized (slice) {
                var open = opened(Math.min(timeoutNanos, REOPEN_NANOS));
                var missed = newEdge(open, 0);
                long leftNanos = deadlineNanos - monotonicNanos.getAsLong();
                if (missed.isPresent() || leftNanos <= 0) {
                    return missed;
                }
                var edge = newEdge(open, Math.clamp(leftNanos, TICK_NANOS, SLICE_NANOS));
                if (edge.isPresent()) {
                    return edge;
                }
            }
        }
    }

    /** The open device; one that failed is given time to come back before it is tried again. */
    private PpsDevice opened(long paceNanos) throws DeviceException {
        if (!closed && device.isEmpty()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(slice, paceNanos);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (closed) {
            throw new DeviceException("await(" + path + "): the device was closed");
        }
        if (device.isEmpty()) {
            var again = opener.open();
            device = Optional.of(again);
            last = lastEdge(again);
        }
        return device.orElseThrow();
    }

    private Optional<Pulse> newEdge(PpsDevice open, long waitNanos) throws DeviceException {
        PpsAbi.encodeTimeout(fdata, waitNanos);
        int result = open.fetch(fdata);
        if (result == -Errno.ETIMEDOUT || result == -Errno.EINTR) {
            return Optional.empty();
        }
        if (result < 0) {
            open.close();
            device = Optional.empty();
            throw new Errno(-result)
                    .failureOf("ioctl(PPS_FETCH, " + path + ')', "the device is opened again when it is back");
        }
        var edge = PpsAbi.assertEdge(fdata);
        if (edge.isEmpty() || last.isPresent() && edge.get().isSameEdge(last.get())) {
            return Optional.empty(); // woken by a clear edge, or nothing new
        }
        last = edge;
        return edge;
    }

    /** The edge before we came, which may be hours old and is nobody's news. */
    private Optional<Pulse> lastEdge(PpsDevice open) {
        PpsAbi.encodeTimeout(fdata, 0);
        return open.fetch(fdata) < 0 ? Optional.empty() : PpsAbi.assertEdge(fdata);
    }

    /** Returns when the device is free: within half a second where another thread waits for an edge. */
    @Override
    public void close() {
        closed = true;
        synchronized (slice) {
            slice.notifyAll();
            device.ifPresent(PpsDevice::close);
            device = Optional.empty();
        }
    }
}
