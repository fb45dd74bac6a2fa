package org.timeball.refclock.discipline.leap;

import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

/**
 * A steered clock that is never stepped over a leap second: the second goes into the correction, so that what is served
 * is right at once, and the machine's own clock is brought there at 400 ppm, in three quarters of an hour.
 *
 * <p>Whoever disciplines sees a clock that was moved by a whole second and runs as it is told. It leaves the kernel
 * 100 ppm of its 500 for the crystal. Its thread rules are those of the clock beneath.
 */
public final class SlewingClock implements SystemClock {

    private static final double SLEW_PPB = 400_000;

    /** As far as a kernel goes. */
    private static final double LIMIT_PPB = 500_000;

    private final SystemClock steered;
    private double pendingNanos;
    private double pendingRatePpb;
    private long anchorRawNanos;
    private double frequencyPpb;

    /** @param steered a clock whose steps and frequency go into the machine's own, and whose correction is zero */
    public SlewingClock(SystemClock steered) {
        this.steered = steered;
    }

    @Override
    public long rawNanos() {
        return steered.rawNanos();
    }

    @Override
    public long monotonicNanos() {
        return steered.monotonicNanos();
    }

    @Override
    public long correctionNanos(long rawNanos) {
        return steered.correctionNanos(rawNanos) + Math.round(pendingAt(rawNanos));
    }

    @Override
    public double correctionRatePpb() {
        return steered.correctionRatePpb() + pendingRatePpb;
    }

    @Override
    public void step(long deltaNanos) throws DeviceException {
        steered.step(deltaNanos);
        anchorRawNanos += deltaNanos;
    }

    @Override
    public void setFrequencyPpb(double ppb) throws DeviceException {
        frequencyPpb = ppb;
        slew();
    }

    @Override
    public void leap(int seconds) throws DeviceException {
        anchor();
        pendingNanos += seconds * 1e9;
        slew();
    }

    @Override
    public boolean armLeap(Leap leap) {
        return false;
    }

    @Override
    public void setTaiOffset(int seconds) throws DeviceException {
        steered.setTaiOffset(seconds);
    }

    /** {@inheritDoc} No time passed meanwhile, so the slew has not come further. */
    @Override
    public long takeForeignMoveNanos() {
        long moved = steered.takeForeignMoveNanos();
        anchorRawNanos += moved;
        return moved;
    }

    /** Sets the machine's frequency to what is wanted and what the slew adds; less than a second's worth ends it. */
    private void slew() throws DeviceException {
        anchor();
        double wanted = frequencyPpb + Math.clamp(Math.rint(pendingNanos), -SLEW_PPB, SLEW_PPB);
        double set = Math.clamp(wanted, -LIMIT_PPB, LIMIT_PPB);
        steered.setFrequencyPpb(set);
        // Such that (1 + set)(1 + rate) = 1 + frequency: both are of one and the same crystal's seconds.
        pendingRatePpb = (frequencyPpb - set) / (1 + set * 1e-9);
    }

    private void anchor() {
        long raw = steered.rawNanos();
        pendingNanos = pendingAt(raw);
        anchorRawNanos = raw;
    }

    private double pendingAt(long rawNanos) {
        return pendingNanos + (rawNanos - anchorRawNanos) * 1e-9 * pendingRatePpb;
    }
}
