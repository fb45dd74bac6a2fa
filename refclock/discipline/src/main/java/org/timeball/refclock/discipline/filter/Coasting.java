package org.timeball.refclock.discipline.filter;

/**
 * How far a clock may stray from what is believed of it while nothing is heard, as a variance that grows with time:
 * V(t) = V00 + 2 V01 t + V11 t² + w t + q t³/3, which is the filters' own prediction with their weights held.
 *
 * @param phaseVariance     V00, s²
 * @param covariance        V01 of phase and frequency, s²/s
 * @param frequencyVariance V11, s²/s²
 * @param white             w, white frequency noise, s²/s
 * @param walk              q, random walk of frequency, s²/s³
 */
public record Coasting(double phaseVariance, double covariance, double frequencyVariance, double white, double walk) {

    /** One standard deviation of the phase so many seconds, not negative, from now. */
    public double deviationSeconds(double seconds) {
        double variance =
                phaseVariance + seconds * (2 * covariance + white + seconds * (frequencyVariance + seconds * walk / 3));
        return Math.sqrt(Math.max(0, variance));
    }
}
