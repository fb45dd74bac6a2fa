package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.BiConsumer;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.time.Pulse;

/**
 * Hands pulses over and takes the processor time of {@link ReferenceClock#onPulse} as a whole: naming, judging, both
 * disciplines, steering, learning and what is published, on the thread that calls it.
 *
 * <p>Bursts and ticks come between the pulses as they do in the daemon, and are not counted. What it costs to read the
 * thread's clock is in it. Not thread-safe.
 */
final class PulseCost implements BiConsumer<ReferenceClock, Pulse> {

    /** By then memories are full and the code is compiled; of a short trace, after a tenth of it. */
    private static final int WARM_SECONDS = 10_000;

    private static final int COUNTED_SECONDS = 20_000;

    private final ThreadMXBean processor = ManagementFactory.getThreadMXBean();
    private long pulses;
    private long nanos;

    /** Mean of the warm pulses of a cell, µs; not a number for a cell without pulses. */
    static double micros(Cell cell) {
        int from = Math.min(WARM_SECONDS, cell.seconds() / 10);
        int to = Math.min(cell.seconds(), from + COUNTED_SECONDS);
        var cost = new PulseCost();
        var world = CellWorld.of(cell, CellWorld.USUAL_SYSTEMATIC_SECONDS, cost);
        while (world.second() < from) {
            world.passSecond(() -> {});
        }
        cost.forget();
        while (world.second() < to) {
            world.passSecond(() -> {});
        }
        return cost.micros();
    }

    @Override
    public void accept(ReferenceClock clock, Pulse pulse) {
        long before = processor.getCurrentThreadCpuTime();
        clock.onPulse(pulse);
        nanos += processor.getCurrentThreadCpuTime() - before;
        pulses++;
    }

    /** From here on it counts. */
    void forget() {
        pulses = 0;
        nanos = 0;
    }

    /** Mean of the pulses since, µs; not a number when there were none. */
    double micros() {
        return pulses == 0 ? Double.NaN : nanos * 1e-3 / pulses;
    }
}
