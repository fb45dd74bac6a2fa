package org.timeball.refclock.simulation;

import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

/**
 * A machine's clock as a kernel keeps it: a counter driven by a crystal, which can be stepped and made faster.
 *
 * <p>Steps and frequency go into the raw clock and the correction is zero. With {@link #rawNanos} alone in use it
 * is also the clock that nobody may steer. It moves only when its world does; not thread-safe.
 */
public final class SimulatedClock implements SystemClock {

    /** What Linux counts frequency in: 2⁻¹⁶ parts per million (clock_adjtime(2)). */
    public static final double KERNEL_GRANULARITY_PPB = 1_000 / 65_536.0;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;

    private long rawNanos;
    private long monotonicNanos;
    private long foreignNanos;
    private Leap armed = Leap.NONE;
    private long leapDueNanos;
    private boolean hasLeapt;
    private int taiOffsetSeconds;
    private double fractionNanos;
    private double commandPpb;

    /** @param rawNanos what it shows when the world begins, since the Unix epoch */
    public SimulatedClock(long rawNanos) {
        this.rawNanos = rawNanos;
    }

    /**
     * Lets true time pass.
     *
     * @param trueNanos  how much of it, not negative
     * @param crystalPpb the crystal's error meanwhile, positive when it runs fast
     */
    void pass(long trueNanos, double crystalPpb) {
        double rateError = (1 + crystalPpb * 1e-9) * (1 + commandPpb * 1e-9) - 1;
        double gained = fractionNanos + trueNanos * rateError;
        long whole = (long) Math.floor(gained);
        rawNanos += trueNanos + whole;
        monotonicNanos += trueNanos + whole;
        fractionNanos = gained - whole;
        leapIfDue();
    }

    /** As a kernel does: the day that is armed ends a second late or early, and TAI is counted on. */
    private void leapIfDue() {
        if (armed != Leap.NONE && rawNanos >= leapDueNanos) {
            int change = armed == Leap.INSERT ? 1 : -1;
            rawNanos -= change * SECOND_NANOS;
            taiOffsetSeconds += change;
            armed = Leap.NONE;
            hasLeapt = true;
        }
    }

    /** Sets the clock as an administrator would, past whoever disciplines it; nanoseconds, positive = forward. */
    public void setBySomethingElse(long deltaNanos) {
        rawNanos += deltaNanos;
        foreignNanos += deltaNanos;
    }

    @Override
    public long takeForeignMoveNanos() {
        long moved = foreignNanos;
        foreignNanos = 0;
        return moved;
    }

    /** The frequency in force, parts per billion, after the kernel's rounding. */
    public double commandPpb() {
        return commandPpb;
    }

    @Override
    public long rawNanos() {
        return rawNanos;
    }

    @Override
    public long monotonicNanos() {
        return monotonicNanos;
    }

    @Override
    public long correctionNanos(long rawReadingNanos) {
        return 0;
    }

    @Override
    public double correctionRatePpb() {
        return 0;
    }

    @Override
    public void step(long deltaNanos) {
        rawNanos += deltaNanos;
    }

    @Override
    public void setFrequencyPpb(double frequencyPpb) {
        commandPpb = Math.rint(frequencyPpb / KERNEL_GRANULARITY_PPB) * KERNEL_GRANULARITY_PPB;
    }

    @Override
    public boolean armLeap(Leap leap) {
        long endOfDay = (Math.floorDiv(rawNanos, DAY_NANOS) + 1) * DAY_NANOS;
        armed = leap;
        leapDueNanos = leap == Leap.DELETE ? endOfDay - SECOND_NANOS : endOfDay;
        hasLeapt = false;
        return true;
    }

    @Override
    public boolean hasLeapt() {
        return hasLeapt;
    }

    @Override
    public void setTaiOffset(int seconds) {
        taiOffsetSeconds = seconds;
    }

    /** TAI − UTC as this machine's programs are told; 0 before anybody said. */
    public int taiOffsetSeconds() {
        return taiOffsetSeconds;
    }

    /** What the last minute of this day is armed to hold; {@link Leap#NONE} also once it is done. */
    public Leap armedLeap() {
        return armed;
    }
}
