package org.timeball.refclock.linux;

import java.util.function.IntToLongFunction;

/**
 * Notices when something else sets the machine's clock.
 *
 * <p>{@code CLOCK_REALTIME} and {@code CLOCK_BOOTTIME} run at one speed, whoever steers it, and both go on while the
 * machine sleeps; only setting the clock changes how far they are apart. A leap second does so, too, but leaves
 * {@code CLOCK_TAI} where it is, as a new TAI offset leaves {@code CLOCK_REALTIME}: a clock that was set has moved both.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clock_gettime.2.html">clock_gettime(2)</a>
 */
public final class ClockWatch {

    /** Less is left to the pulses, which see it, too. */
    private static final long NOTICED_NANOS = 2_000_000;

    /** Between the first and the last of four readings; more, and this thread was held up among them. */
    private static final long TOGETHER_NANOS = 100_000;

    private static final int ATTEMPTS = 5;

    /**
     * How far the clocks that can be set are ahead of the one that cannot.
     *
     * @param realtime nanoseconds
     * @param tai      nanoseconds
     * @param width    how long the readings took
     */
    private record Leads(long realtime, long tai, long width) {}

    private final IntToLongFunction clocks;
    private Leads before;

    ClockWatch(IntToLongFunction clocks) {
        this.clocks = clocks;
        this.before = leads();
    }

    /** Watches this machine's clock from now on. */
    public static ClockWatch ofThisMachine() {
        return new ClockWatch(RawClock::nanos);
    }

    /** We set the clock ourselves; nanoseconds, positive = forward. */
    void setByUs(long deltaNanos) {
        before = new Leads(before.realtime + deltaNanos, before.tai + deltaNanos, before.width);
    }

    /**
     * How far the clock was set by something else since this was last asked, or since the beginning.
     *
     * @return nanoseconds, positive when it was put forward; 0 when it was left alone
     */
    public long takeForeignMoveNanos() {
        var now = leads();
        long realtime = now.realtime - before.realtime;
        long tai = now.tai - before.tai;
        if (now.width > TOGETHER_NANOS || Math.abs(realtime) < NOTICED_NANOS && Math.abs(tai) < NOTICED_NANOS) {
            return 0;
        }
        before = now;
        return Math.abs(realtime - tai) < NOTICED_NANOS ? realtime : 0;
    }

    /** The best of several looks: the one whose readings were closest together. */
    private Leads leads() {
        var best = look();
        for (int i = 1; i < ATTEMPTS; i++) {
            var next = look();
            best = next.width < best.width ? next : best;
        }
        return best;
    }

    private Leads look() {
        long first = clocks.applyAsLong(RawClock.CLOCK_BOOTTIME);
        long realtime = clocks.applyAsLong(RawClock.CLOCK_REALTIME);
        long tai = clocks.applyAsLong(RawClock.CLOCK_TAI);
        long width = clocks.applyAsLong(RawClock.CLOCK_BOOTTIME) - first;
        return new Leads(realtime - (first + width / 2), tai - (first + width / 2), width);
    }
}
