package org.timeball.refclock.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
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

    /** Clocks that are read within this time show whole seconds apart what they are apart. */
    private static final long TOGETHER_NANOS = 100_000_000L;

    private final ClockAdjtime.Steering steering;
    private final IntToLongFunction clocks;
    private final ClockWatch watch;

    /** Contended by the thread that disciplines and the one that publishes: both write the kernel's one status word. */
    private final Object statusLock = new Object();

    private boolean isVouchedFor;
    private Leap armed = Leap.NONE;
    private int taiOffsetWhenArmed;

    /**
     * Takes the clock over: ends what other programs left to be slewed and turns the kernel's own loops off. The
     * frequency stays as it is until it is set.
     *
     * @param permission that this machine's clock may be steered
     * @throws DeviceException if the kernel refuses, as it does without CAP_SYS_TIME
     */
    public KernelClock(MaySteer permission) throws DeviceException {
        this(ClockAdjtime.steering(permission), RawClock::nanos, ClockWatch.ofThisMachine());
    }

    /**
     * In tests, a clock of something that answers like a kernel.
     *
     * @param clocks reads a clock by its number, nanoseconds
     */
    KernelClock(ClockAdjtime.Steering steering, IntToLongFunction clocks, ClockWatch watch) throws DeviceException {
        this.steering = steering;
        this.clocks = clocks;
        this.watch = watch;
        apply(Timex::encodeCancelAdjtime, "offset_singleshot=0");
        resetLoop();
    }

    /** Turning its loop off is what puts the kernel's leap second state back to TIME_OK at once. */
    private void resetLoop() throws DeviceException {
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

    /**
     * {@inheritDoc} A kernel that waits for a leap second forgets at a step when that is due, but goes on waiting
     * (kernel/time/ntp.c, {@code ntp_clear}): what is armed is armed anew from the beginning.
     */
    @Override
    public void step(long deltaNanos) throws DeviceException {
        apply(timex -> Timex.encodeStep(timex, deltaNanos), String.format(Locale.ROOT, "setoffset=%+d ns", deltaNanos));
        watch.setByUs(deltaNanos);
        synchronized (statusLock) {
            if (armed != Leap.NONE) {
                resetLoop();
                applyStatus(armed);
            }
        }
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
            taiOffsetWhenArmed = taiOffset();
            applyStatus(leap);
            armed = leap;
            return true;
        }
    }

    private void applyStatus(Leap leap) throws DeviceException {
        apply(
                timex -> Timex.encodeStatus(timex, isVouchedFor, leap),
                "leap=" + leap + ", synchronised=" + isVouchedFor);
    }

    /**
     * {@inheritDoc} The clocks themselves are asked: {@code adjtimex} counts TAI on from the instant when a leap second
     * is due, some milliseconds before the tick at which the kernel takes it ({@code __do_adjtimex}), and who believed it
     * and withdrew what was armed would prevent just that.
     */
    @Override
    public boolean hasLeapt() {
        synchronized (statusLock) {
            int change =
                    switch (armed) {
                        case INSERT -> 1;
                        case DELETE -> -1;
                        case NONE, UNKNOWN -> 0;
                    };
            return change != 0 && taiOffset() == taiOffsetWhenArmed + change;
        }
    }

    /** TAI − UTC as the kernel's clocks show it; read together, or anew. */
    private int taiOffset() {
        while (true) {
            long before = clocks.applyAsLong(RawClock.CLOCK_REALTIME);
            long tai = clocks.applyAsLong(RawClock.CLOCK_TAI);
            long after = clocks.applyAsLong(RawClock.CLOCK_REALTIME);
            if (Math.abs(after - before) < TOGETHER_NANOS) {
                return (int) Math.round((tai - before) * 1e-9);
            }
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
