package org.timeball.firmware.appliance.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.ReceiverScript;
import org.timeball.refclock.time.DeviceException;

/** Speaks for the demo's receiver: writes each second's burst into the pseudo-terminal, a little after its pulse. */
final class ReceiverPlayer implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverPlayer.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** From pulse to first byte, as a u-blox of the eighth generation at 115,200 baud. */
    private static final long BURST_DELAY_NANOS = 120_000_000L;

    private final DemoTime time;
    private final ReceiverScript script;
    private final PseudoTerminal line;
    private final CountDownLatch closed = new CountDownLatch(1);

    ReceiverPlayer(DemoTime time, ReceiverScript script, PseudoTerminal line) {
        this.time = time;
        this.script = script;
        this.line = line;
    }

    /** Plays until the script ends or this is closed. */
    @Override
    public void run() {
        long second = Math.floorDiv(time.utcNanos(RawClock.nanos()), NANOS_PER_SECOND) + 1;
        try {
            while (!script.hasEndedBy(second) && !isClosedWithin(untilBurst(second))) {
                line.write(script.burst(second));
                second++;
            }
            if (script.hasEndedBy(second)) {
                LOG.info("event=recording-ended utc-second={}", second);
            }
        } catch (DeviceException closedLine) {
            LOG.debug("event=receiver-line-closed reason=\"{}\"", closedLine.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilBurst(long second) {
        return time.rawNanos(second * NANOS_PER_SECOND) + BURST_DELAY_NANOS - RawClock.nanos();
    }

    private boolean isClosedWithin(long nanos) throws InterruptedException {
        return closed.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Ends {@link #run}; harmless when repeated. */
    @Override
    public void close() {
        closed.countDown();
    }
}
