package org.timeball.firmware.appliance.bench.server;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseSource;

/**
 * A receiver and its pulse by which it is always just the time that the machine's clock shows.
 *
 * <p>The kernel stamps packets by that clock, so a served time that is the same leaves nothing in an offset but the
 * server's own stamps. (The demo's crystal swings, by microseconds.)
 */
final class MachineTime implements PulseSource, Runnable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** From pulse to first byte, as a u-blox of the eighth generation at 115,200 baud. */
    private static final long BURST_DELAY_NANOS = 120_000_000L;

    private final SimulatedReceiver receiver = new SimulatedReceiver();
    private final PseudoTerminal line;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long lastSecond = Long.MIN_VALUE;
    private long sequence;

    /**
     * Plugs it in; it speaks while {@link #run} runs.
     *
     * @param line its serial line, which is the caller's
     */
    MachineTime(PseudoTerminal line) {
        this.line = line;
    }

    /** Says each second's sentences, a little after its pulse, until this is closed. */
    @Override
    public void run() {
        long second = Math.floorDiv(RawClock.nanos(), NANOS_PER_SECOND) + 1;
        try {
            while (!isClosedAt(second * NANOS_PER_SECOND + BURST_DELAY_NANOS)) {
                line.write(receiver.burst(second));
                second++;
            }
        } catch (DeviceException closedLine) {
            // There is nobody left to speak to.
            close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Pulse> await(long timeoutNanos) throws DeviceException {
        long now = RawClock.nanos();
        long second = Math.max(lastSecond + 1, Math.floorDiv(now, NANOS_PER_SECOND) + 1);
        long edge = second * NANOS_PER_SECOND;
        boolean isDue = edge - now <= timeoutNanos;
        try {
            if (isClosedAt(isDue ? edge : now + timeoutNanos)) {
                throw new DeviceException("await(" + name() + "): closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeviceException("await(" + name() + "): interrupted", interrupted);
        }
        if (!isDue) {
            return Optional.empty();
        }
        lastSecond = second;
        sequence++;
        return Optional.of(new Pulse(edge, sequence));
    }

    private boolean isClosedAt(long rawNanos) throws InterruptedException {
        return closed.await(Math.max(0, rawNanos - RawClock.nanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    public String name() {
        return "the machine's own second";
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
