package org.timeball.refclock.simulation;

import java.util.Arrays;
import org.timeball.refclock.time.stability.Stability;

/**
 * How far a clock was off, second by second, and what is said of a clock in figures.
 *
 * <p>Immutable, if nobody changes the array it was made of; thread-safe.
 */
public final class PhaseSeries {

    private final double[] seconds;

    /** @param seconds clock less UTC at each second, in seconds; not copied, because it is long */
    public PhaseSeries(double[] seconds) {
        this.seconds = seconds;
    }

    /** How many seconds it covers. */
    public int length() {
        return seconds.length;
    }

    /** The part from a second on; the whole has to be longer than that. */
    public PhaseSeries from(int second) {
        return new PhaseSeries(Arrays.copyOfRange(seconds, second, seconds.length));
    }

    /** Root of the mean square, seconds. */
    public double rms() {
        double squares = 0;
        for (double phase : seconds) {
            squares += phase * phase;
        }
        return Math.sqrt(squares / seconds.length);
    }

    /** The largest distance from UTC, seconds. */
    public double max() {
        double max = 0;
        for (double phase : seconds) {
            max = Math.max(max, Math.abs(phase));
        }
        return max;
    }

    /** The first second from which on it stays closer than {@code limitSeconds}; its length if it does not. */
    public int closerFrom(double limitSeconds) {
        int second = seconds.length;
        while (second > 0 && Math.abs(seconds[second - 1]) < limitSeconds) {
            second--;
        }
        return second;
    }

    /**
     * Overlapping Allan deviation.
     *
     * @param tau averaging time in seconds, positive
     * @return s/s; NaN when the series is not longer than twice {@code tau}
     */
    public double allanDeviation(int tau) {
        return new Stability(seconds, 1).allan(tau);
    }
}
