package org.timeball.refclock.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.function.Consumer;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

/**
 * The kernel's own clock, steered: steps and frequency go into it, so its correction is always zero.
 *
 * <p>Only frequency and steps are used. The kernel's phase-locked loop stays off, for two loops on one clock fight;
 * phase is corrected by a frequency held for a while, which is the discipline's business.
 */
public final class KernelClock implements SystemClock {

    private final ClockAdjtime.Steering steering;
    private final KernelReading reading;
    private final ClockWatch watch;

    /** Contended by the thread that disciplines and the one that publishes: both write the kernel's one status word. */
    private final Object statusLock = new Object();

    private boolean isVouchedFor;
    private Leap armed = Leap.NONE;
    private int taiOffsetWhenArmed;

    /** Asks the kernel how it keeps its clock; in tests, something that answers like one. */
    interface KernelReading {
        KernelStatus read() throws DeviceException;
    }

    /**
     * Takes the clock over: ends what other programs left to be slewed and turns the kernel's own loops off. The
     * frequency stays as it is until it is set.
     *
     * @param permission that this machine's clock may be steered
     * @throws DeviceException if the kernel refuses, as it does without CAP_SYS_TIME
     */
    public KernelClock(MaySteer permission) throws DeviceException {
        this(ClockAdjtime.steering(permission), KernelStatus::read, ClockWatch.ofThisMachine());
    }

    KernelClock(ClockAdjtime.Steering steering, KernelReading reading, ClockWatch watch) throws DeviceException {
        this.steering = steering;
        this.reading = reading;
        this.watch = watch;
        apply(Timex::encodeCancelAdjtime, "offset_singleshot=0");
        apply(Timex::encodeEmptyLoop, "offset=0 ns, status=PLL|UNSYNC");
        apply(Timex::encodeLoopOff, "status=UNSYNC");
    }

    @Override
    public long rawNanos() {
        return RawClock.nanos();
    }

    /** {@code CLOCK_MONOTONIC}, which on Linux is what {@link System#nanoTime} reads. */
    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public long correctionNanos(long rawNanos) {
        return 0;
    }

    @Override
    public double correctionRatePpb() {
        return 0;
    }

    @Override
    public void step(long deltaNanos) throws DeviceException {
        apply(timex -> Timex.encodeStep(timex, deltaNanos), String.format(Locale.ROOT, "setoffset=%+d ns", deltaNanos));
        watch.setByUs(deltaNanos);
    }

    @Override
    public long takeForeignMoveNanos() {
        return watch.takeForeignMoveNanos();
    }

    @Override
    public void setFrequencyPpb(double frequencyPpb) throws DeviceException {
        apply(
                timex -> Timex.encodeFrequency(timex, frequencyPpb),
                String.format(Locale.ROOT, "freq=%+.3f ppb", frequencyPpb));
    }

    /** {@inheritDoc} Takes effect at the kernel's next second. */
    @Override
    public boolean armLeap(Leap leap) throws DeviceException {
        synchronized (statusLock) {
            taiOffsetWhenArmed = reading.read().taiOffsetSeconds();
            apply(
                    timex -> Timex.encodeStatus(timex, isVouchedFor, leap),
                    "leap=" + leap + ", synchronised=" + isVouchedFor);
            armed = leap;
            return true;
        }
    }

    /** {@inheritDoc} The kernel counts TAI on when it takes a leap second, whatever else its state says. */
    @Override
    public boolean hasLeapt() throws DeviceException {
        synchronized (statusLock) {
            int change =
                    switch (armed) {
                        case INSERT -> 1;
                        case DELETE -> -1;
                        case NONE, UNKNOWN -> 0;
                    };
            return change != 0 && reading.read().taiOffsetSeconds() == taiOffsetWhenArmed + change;
        }
    }

    @Override
    public void setTaiOffset(int seconds) throws DeviceException {
        synchronized (statusLock) {
            apply(timex -> Timex.encodeTaiOffset(timex, seconds), "tai=" + seconds + " s");
            taiOffsetWhenArmed = seconds;
        }
    }

    /**
     * Tells the kernel, and by it every program that asks, how good the clock is. To be repeated at least every few
     * seconds: the kernel adds 500 µs a second to the bound and calls the clock unsynchronised at 16 s. While
     * synchronised, the kernel copies the time to the hardware clock every 11 minutes.
     *
     * @param maxErrorSeconds the bound, not negative
     * @param estErrorSeconds the estimate, not negative
     * @param synchronised    whether the clock is vouched for
     * @throws DeviceException if the kernel refuses
     */
    public void publish(double maxErrorSeconds, double estErrorSeconds, boolean synchronised) throws DeviceException {
        synchronized (statusLock) {
            isVouchedFor = synchronised;
            apply(
                    timex -> Timex.encodeQuality(timex, maxErrorSeconds, estErrorSeconds, synchronised, armed),
                    String.format(
                            Locale.ROOT,
                            "maxerror=%.6f s, esterror=%.6f s, synchronised=%b",
                            maxErrorSeconds,
                            estErrorSeconds,
                            synchronised));
        }
    }

    private void apply(Consumer<MemorySegment> encode, String operands) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(Timex.LAYOUT);
            encode.accept(timex);
            steering.apply(timex, operands);
        }
    }
}
