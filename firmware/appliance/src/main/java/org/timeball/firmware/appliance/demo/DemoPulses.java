package org.timeball.firmware.appliance.demo;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.ReceiverScript;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseSource;

/**
 * A pulse line that is not there: an edge at every true second of the demo's world, stamped as a kernel would stamp it.
 *
 * <p>The stamp is the true instant and the line's noise, never the moment at which this thread woke, so the machine's
 * load does not spoil it. When the script has ended, the line is dead.
 */
final class DemoPulses implements PulseSource {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SEED = 1;

    /** Between two looks whether the board has power by now. */
    private static final long NO_POWER_NANOS = 100_000_000L;

    private final Supplier<Optional<DemoTime>> board;
    private final ReceiverScript script;
    private final PulseNoise noise = new PulseNoise(PulseNoise.Traits.ofKernelStamps(), SEED);
    private final CountDownLatch closed = new CountDownLatch(1);
    private long lastSecond = Long.MIN_VALUE;
    private long sequence;

    /**
     * @param board what time it truly is there; empty while the board is without power
     */
    DemoPulses(Supplier<Optional<DemoTime>> board, ReceiverScript script) {
        this.board = board;
        this.script = script;
    }

    @Override
    public Optional<Pulse> await(long timeoutNanos) throws DeviceException {
        var powered = board.get();
        if (powered.isEmpty()) {
            sleep(Math.min(timeoutNanos, NO_POWER_NANOS));
            return Optional.empty();
        }
        var time = powered.get();
        long nowRaw = RawClock.nanos();
        long second = Math.max(lastSecond + 1, Math.floorDiv(time.utcNanos(nowRaw), NANOS_PER_SECOND) + 1);
        long edgeRaw = time.rawNanos(second * NANOS_PER_SECOND);
        if (script.hasEndedBy(second) || edgeRaw - nowRaw > timeoutNanos) {
            sleep(timeoutNanos);
            return Optional.empty();
        }
        sleep(edgeRaw - nowRaw);
        lastSecond = second;
        sequence++;
        var late = noise.nextSeconds();
        return late.isPresent()
                ? Optional.of(new Pulse(edgeRaw + Math.round(late.getAsDouble() * 1e9), sequence))
                : Optional.empty();
    }

    private void sleep(long nanos) throws DeviceException {
        try {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new DeviceException("await(" + name() + "): the demo's pulse line was closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeviceException("await(" + name() + "): interrupted", interrupted);
        }
    }

    @Override
    public String name() {
        return "simulated pulse";
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
