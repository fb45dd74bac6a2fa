package org.timeball.refclock.time;

/**
 * The clock that is disciplined: a raw reading, and the correction that makes it UTC.
 *
 * <p>Two kinds exist. Where the kernel may be steered, steps and frequency go into it and the correction is zero.
 * Elsewhere ({@code steer = false}: a laptop, a container, a test) the raw clock is left alone and the correction
 * holds all of it. Whoever disciplines need not know which.
 *
 * <p>{@link #rawNanos} and {@link #monotonicNanos} may be called from any thread; all else belongs to the thread that disciplines.
 */
public interface SystemClock {

    /** The machine's own clock now, nanoseconds since the Unix epoch. */
    long rawNanos();

    /**
     * A clock that runs as the raw one does and that nobody can set; it stands while the machine sleeps. Where it parts
     * from the raw one, that was moved.
     *
     * @return nanoseconds from an arbitrary zero
     */
    long monotonicNanos();

    /**
     * What to add to a raw reading to get this clock's time.
     *
     * @param rawNanos a raw reading not older than the last {@link #step} or {@link #setFrequencyPpb}
     * @return nanoseconds, positive when the raw clock is behind
     */
    long correctionNanos(long rawNanos);

    /** How fast the correction grows, parts per billion; zero where the kernel is steered. */
    double correctionRatePpb();

    /**
     * Moves the clock at once.
     *
     * @param deltaNanos what to add; positive when the clock is behind
     * @throws DeviceException if the kernel refuses
     */
    void step(long deltaNanos) throws DeviceException;

    /**
     * Sets how fast the clock runs from now on, in place of what was set before.
     *
     * @param frequencyPpb parts per billion, positive makes it faster, −500,000 to 500,000
     * @throws DeviceException if the kernel refuses
     */
    void setFrequencyPpb(double frequencyPpb) throws DeviceException;

    /**
     * Moves the clock over a leap second that is due now.
     *
     * @param seconds −1 where a second was inserted and is counted twice, +1 where one is left out
     * @throws DeviceException if the kernel refuses
     */
    default void leap(int seconds) throws DeviceException {
        step(seconds * 1_000_000_000L);
    }

    /**
     * Asks the clock to count the last minute of the current UTC day as 61 or 59 seconds by itself, or withdraws that.
     *
     * @param leap {@link Leap#INSERT} or {@link Leap#DELETE} within the last day before it, {@link Leap#NONE} any time
     * @return whether it will; where it will not, {@link #leap} is to be called when the second is due
     * @throws DeviceException if the kernel refuses
     */
    default boolean armLeap(Leap leap) throws DeviceException {
        return false;
    }

    /**
     * Whether the leap second last armed has begun, so that the clock has moved by itself.
     *
     * @throws DeviceException if the kernel refuses to say
     */
    default boolean hasLeapt() throws DeviceException {
        return false;
    }

    /**
     * Tells the machine's other programs how far TAI is ahead of UTC, where there is a place to tell it.
     *
     * @param seconds TAI − UTC
     * @throws DeviceException if the kernel refuses
     */
    default void setTaiOffset(int seconds) throws DeviceException {}

    /**
     * How far something else has moved the raw clock since this was last asked: an administrator, another program. A
     * leap second that the kernel took is no such thing.
     *
     * @return nanoseconds, positive when it was put forward; 0 where nothing moved it, or where nobody can tell
     */
    default long takeForeignMoveNanos() {
        return 0;
    }
}
