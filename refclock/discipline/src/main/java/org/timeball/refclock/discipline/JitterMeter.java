package org.timeball.refclock.discipline;

import java.util.Arrays;

/**
 * Learns how far pulses scatter, from second differences of the free-running phase.
 *
 * <p>They do not see a frequency error or a slow drift of it, so that a warming crystal is not taken for a noisy line;
 * and their median does not see a minority of wild pulses. Not thread-safe.
 */
final class JitterMeter {

    private static final int LENGTH = 255;
    private static final int REFRESH_EVERY = 16;
    private static final int TRUSTED_FROM = 32;

    /** A second difference of independent phases has 1 + 4 + 1 times their variance. */
    private static final double VARIANCES_PER_DIFFERENCE = 6;

    private static final double FINEST_VARIANCE = 1e-18;

    private final double[] differences = new double[LENGTH];
    private long count;
    private double beforeLast;
    private double last;
    private int inARow;
    private double variance;

    /** @param firstGuess the variance to report until enough has been seen, s² */
    JitterMeter(double firstGuess) {
        variance = Math.max(FINEST_VARIANCE, firstGuess);
    }

    /** The variance of one pulse about the true second, s². */
    double variance() {
        return variance;
    }

    /** Reports {@code guess} (s²) until enough has been seen. */
    void assume(double guess) {
        if (count < TRUSTED_FROM) {
            variance = Math.max(FINEST_VARIANCE, guess);
        }
    }

    /** Takes the next second's pulse. */
    void pulse(double freePhaseSeconds) {
        if (++inARow >= 3) {
            differences[(int) (count++ % LENGTH)] = Math.abs(freePhaseSeconds - 2 * last + beforeLast);
            if (count >= TRUSTED_FROM && count % REFRESH_EVERY == 0) {
                refresh();
            }
        }
        beforeLast = last;
        last = freePhaseSeconds;
    }

    /** The next second had no pulse. */
    void gap() {
        inARow = 0;
    }

    private void refresh() {
        double[] known = Arrays.copyOf(differences, (int) Math.min(count, LENGTH));
        double deviation = Spread.DEVIATION_PER_MEDIAN * Spread.median(known);
        variance = Math.max(FINEST_VARIANCE, deviation * deviation / VARIANCES_PER_DIFFERENCE);
    }
}
