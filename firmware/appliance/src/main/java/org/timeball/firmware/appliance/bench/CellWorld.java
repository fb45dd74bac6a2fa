package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import org.timeball.refclock.discipline.ClockEvent;
import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.Pulse;

/**
 * The whole reference clock, as the daemon runs it, over a cell: its clock is a kernel's and driven by the cell's
 * oscillator, pulses are stamped as late as the cell's line says, the receiver names every second, and ticks come four
 * times in each.
 *
 * <p>The first second begins at noon, with the clock 10 ms ahead; no leap second is ever announced. Not thread-safe.
 */
final class CellWorld {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** 2026-11-23 12:00:00 UTC. */
    private static final long NOON_NANOS = 1_795_435_200L * SECOND_NANOS;

    private static final long AHEAD_NANOS = 10_000_000;

    /** From the edge to the loop: interrupt, wake-up, queue. */
    private static final long NEWS_NANOS = 3_000_000;

    private static final long BURST_NANOS = 180_000_000;
    private static final List<Long> TICKS_NANOS = List.of(250_000_000L, 500_000_000L, 750_000_000L, 999_000_000L);

    static final double USUAL_SYSTEMATIC_SECONDS =
            ReferenceClockSettings.defaults().systematicSeconds();

    private final IntToDoubleFunction lateness;
    private final BiConsumer<ReferenceClock, Pulse> handOver;
    private final SimulatedWorld world;
    private final ReferenceClock referenceClock;
    private int second;
    private int started;
    private boolean isUsed;

    /**
     * A world at its first second.
     *
     * @param oscillator        frequency error in each second, s/s, positive = fast; asked for once, in their order
     * @param lateness          by how much each second's pulse is stamped late, s; not a number where none comes
     * @param systematicSeconds part of every bound, above 0
     * @param handOver          gives the reference clock a pulse
     */
    CellWorld(
            IntToDoubleFunction oscillator,
            IntToDoubleFunction lateness,
            double systematicSeconds,
            BiConsumer<ReferenceClock, Pulse> handOver) {
        this.lateness = lateness;
        this.handOver = handOver;
        var raw = new SimulatedClock(NOON_NANOS + AHEAD_NANOS);
        this.world = new SimulatedWorld(NOON_NANOS, raw, () -> oscillator.applyAsDouble(started++) * 1e9);
        this.referenceClock = new ReferenceClock(settings(systematicSeconds), raw, this::note);
    }

    /** The world of a cell. */
    static CellWorld of(Cell cell, double systematicSeconds, BiConsumer<ReferenceClock, Pulse> handOver) {
        return new CellWorld(
                k -> cell.frequency().values()[k], k -> cell.noise().values()[k], systematicSeconds, handOver);
    }

    private static ReferenceClockSettings settings(double systematicSeconds) {
        var usual = ReferenceClockSettings.defaults();
        return new ReferenceClockSettings(
                usual.latencySeconds(),
                systematicSeconds,
                usual.limitSeconds(),
                usual.ageingPpb(),
                SimulatedClock.KERNEL_GRANULARITY_PPB,
                usual.oscillatorPpb(),
                usual.kind(),
                usual.isTemperatureUsed());
    }

    ReferenceClock referenceClock() {
        return referenceClock;
    }

    /** The second of the cell that has begun. */
    int second() {
        return second;
    }

    /** Whether this second's pulse was used. */
    boolean isUsed() {
        return isUsed;
    }

    /** The clock less UTC now, seconds, positive = ahead. */
    double errorSeconds() {
        return (world.clock().rawNanos() - world.utcNanos()) * 1e-9;
    }

    /** Served time less UTC now, seconds. */
    double servedErrorSeconds() {
        long raw = world.clock().rawNanos();
        return (referenceClock.snapshot().utcNanos(raw) - world.utcNanos()) * 1e-9;
    }

    /** Whether time is served as good. */
    boolean isVouchedFor() {
        return referenceClock.snapshot().state().isSynchronised();
    }

    /** The bound that is served now, seconds. */
    double boundSeconds() {
        return referenceClock.snapshot().boundSeconds(world.clock().rawNanos());
    }

    /** The headline that is served now, seconds. */
    double withinSeconds() {
        return referenceClock.snapshot().withinSeconds(world.clock().rawNanos());
    }

    /**
     * Plays the next second.
     *
     * @param look called when the pulse has been heard, if there was one, and after every tick
     */
    void passSecond(Runnable look) {
        isUsed = false;
        double late = lateness.applyAsDouble(second);
        if (!Double.isNaN(late)) {
            long lateNanos = Math.round(late * 1e9);
            var pulse = new Pulse(world.clock().rawNanos() + lateNanos, second);
            passTo(Math.max(0, lateNanos) + NEWS_NANOS);
            handOver.accept(referenceClock, pulse);
            look.run();
        }
        passTo(BURST_NANOS);
        referenceClock.onEpoch(burst());
        for (long tick : TICKS_NANOS) {
            passTo(tick);
            referenceClock.onTick();
            look.run();
        }
        passTo(SECOND_NANOS);
        second++;
    }

    private void passTo(long nanos) {
        world.runUntil(NOON_NANOS + second * SECOND_NANOS + nanos);
    }

    private void note(ClockEvent event) {
        if (event instanceof ClockEvent.PulseJudged(var judged)) {
            isUsed = judged.verdict() instanceof PulseVerdict.Used;
        }
    }

    private Epoch burst() {
        return new Epoch(
                OptionalLong.of(NOON_NANOS / SECOND_NANOS + second),
                world.clock().rawNanos(),
                true,
                Fix.THREE_D,
                8,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }
}
