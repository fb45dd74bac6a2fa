package org.timeball.refclock.time.stability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deviations of a series of phases, by the estimators whose samples overlap.
 *
 * <p>The phase is how far a clock is from the one it is compared with, in seconds, at instants that are evenly apart. Its
 * sign and a constant added to it do not matter, nor does a constant frequency. A phase that is NaN is a gap.
 *
 * <p>Immutable, if nobody changes the array it was made of; thread-safe.
 *
 * @see <a href="https://www.nist.gov/publications/handbook-frequency-stability-analysis">NIST SP 1065, 5.2</a>
 */
public final class Stability {

    private final double[] phaseSeconds;
    private final double intervalSeconds;

    /**
     * Takes a series.
     *
     * @param phaseSeconds the phases, in seconds; not copied, because it is long
     * @param intervalSeconds the time between two of them, positive
     */
    public Stability(double[] phaseSeconds, double intervalSeconds) {
        if (!(intervalSeconds > 0)) {
            throw new IllegalArgumentException("interval of " + intervalSeconds + " s");
        }
        this.phaseSeconds = phaseSeconds;
        this.intervalSeconds = intervalSeconds;
    }

    /** The longest part of a series that has no gap; the first of them where several are as long. */
    public Stability longestRun() {
        int best = 0;
        int bestStart = 0;
        int start = 0;
        for (int k = 0; k <= phaseSeconds.length; k++) {
            if (k == phaseSeconds.length || Double.isNaN(phaseSeconds[k])) {
                if (k - start > best) {
                    best = k - start;
                    bestStart = start;
                }
                start = k + 1;
            }
        }
        return new Stability(Arrays.copyOfRange(phaseSeconds, bestStart, bestStart + best), intervalSeconds);
    }

    /** How many phases there are. */
    public int length() {
        return phaseSeconds.length;
    }

    /**
     * Overlapping Allan deviation.
     *
     * @param intervals the averaging time in intervals of the series, positive
     * @return s/s; NaN when the series is not longer than twice {@code intervals}, or has a gap
     */
    public double allan(int intervals) {
        int terms = phaseSeconds.length - 2 * intervals;
        double squares = 0;
        for (int k = 0; k < terms; k++) {
            double second = secondDifference(k, intervals);
            squares += second * second;
        }
        return terms > 0 ? Math.sqrt(squares / (2.0 * terms)) / (intervals * intervalSeconds) : Double.NaN;
    }

    /**
     * Modified Allan deviation: it tells white from flicker noise of phase, as Allan's does not.
     *
     * @param intervals the averaging time in intervals of the series, positive
     * @return s/s; NaN when the series is shorter than three times {@code intervals}, or has a gap
     */
    public double modified(int intervals) {
        int terms = phaseSeconds.length - 3 * intervals + 1;
        if (terms <= 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < intervals; k++) {
            sum += secondDifference(k, intervals);
        }
        double squares = sum * sum;
        for (int k = 1; k < terms; k++) {
            sum += secondDifference(k + intervals - 1, intervals) - secondDifference(k - 1, intervals);
            squares += sum * sum;
        }
        double mean = squares / terms / intervals / intervals;
        return Math.sqrt(mean / 2) / (intervals * intervalSeconds);
    }

    /**
     * Time deviation, from the modified Allan deviation.
     *
     * @param intervals the averaging time in intervals of the series, positive
     * @return seconds; NaN where {@link #modified} is
     */
    public double timeSeconds(int intervals) {
        return modified(intervals) * intervals * intervalSeconds / Math.sqrt(3);
    }

    /** All deviations at 1, 2, 4, … intervals, as far as the series holds at least two of them twice over. */
    public List<StabilityPoint> octaves() {
        var points = new ArrayList<StabilityPoint>();
        for (int m = 1; 4 * m < phaseSeconds.length; m *= 2) {
            points.add(new StabilityPoint(
                    m * intervalSeconds, allan(m), modified(m), timeSeconds(m), phaseSeconds.length / m));
        }
        return points;
    }

    private double secondDifference(int k, int intervals) {
        return phaseSeconds[k + 2 * intervals] - 2 * phaseSeconds[k + intervals] + phaseSeconds[k];
    }
}
