package org.timeball.refclock.time.stability;

/**
 * How steady a clock is over one averaging time.
 *
 * @param tauSeconds averaging time, positive
 * @param allan overlapping Allan deviation, s/s
 * @param modified modified Allan deviation, s/s; NaN where the series is too short for it
 * @param timeSeconds time deviation, seconds; NaN where {@code modified} is
 * @param intervals how many averaging times of their own the series holds: few of them mean little
 */
public record StabilityPoint(double tauSeconds, double allan, double modified, double timeSeconds, int intervals) {

    /**
     * By how much of itself the Allan deviation may be wrong, one sigma.
     *
     * <p>1/√intervals: near enough for white and flicker noise of frequency, and too wide for noise of phase.
     *
     * @see <a href="https://www.nist.gov/publications/handbook-frequency-stability-analysis">NIST SP 1065, 5.3.1</a>
     */
    public double uncertainty() {
        return 1 / Math.sqrt(intervals);
    }
}
