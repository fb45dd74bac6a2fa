package org.timeball.refclock.time;

/**
 * The clock that is disciplined: a raw reading, and the correction that makes it UTC.
 *
 * <p>Two kinds exist. Where the kernel may be steered, steps and frequency go into it and the correction is zero.
 * Elsewhere ({@code steer = false}: a laptop, a container, a test) the raw clock is left alone and the correction
 * holds all of it. Whoever disciplines need not know which.
 *
 * <p>{@link #rawNanos} may be called from any thread; all else belongs to the thread that disciplines.
 */
public interface SystemClock {

    /** The machine's own clock now, nanoseconds since the Unix epoch. */
    long rawNanos();

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
}
