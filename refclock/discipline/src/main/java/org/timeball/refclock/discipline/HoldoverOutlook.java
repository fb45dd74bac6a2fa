package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;

/**
 * What would become of a clock from which pulses were taken away now: where it is believed to go, and the bound that
 * would be said of it on the way.
 *
 * @param systematicSeconds what no filter sees, not negative
 * @param limitSeconds      at such a bound nothing is vouched for any more
 * @param astraySeconds     what the line's scatter may have led the filters astray by, not negative
 * @param estimate          what is believed of the clock
 * @param frequencyToCome   what the oscillator's error is expected to come to, s/s, positive = fast
 * @param slopes            what the oscillator was seen to do beyond that
 */
public record HoldoverOutlook(
        double systematicSeconds,
        double limitSeconds,
        double astraySeconds,
        Estimate estimate,
        double frequencyToCome,
        HoldoverSlopes slopes) {

    static final String SCATTER = "scatter of the line";

    /** Half of a gaussian error lies within so many deviations. */
    private static final double MEDIAN_DEVIATIONS = 0.6745;

    /** A drift that is believed dies down like this. */
    private static final double DRIFT_SECONDS = 100;

    /** How far the oscillator will have come, its frequency going to what is to come; seconds, positive = ahead. */
    public double expectedSeconds(double aloneSeconds) {
        double now = estimate.frequencyPpb() * 1e-9;
        double reached = aloneSeconds - DRIFT_SECONDS * (1 - Math.exp(-aloneSeconds / DRIFT_SECONDS));
        return now * aloneSeconds + (frequencyToCome - now) * reached;
    }

    /**
     * How far the clock strays in half of all cases, as the filters expect: seconds, not negative. It is of straying alone, without
     * what is not known of the time it begins from, and without what the oscillator was seen to do beyond the filters' model.
     *
     * @param aheadSeconds from now, not negative
     */
    public double medianStraySeconds(double aheadSeconds) {
        return MEDIAN_DEVIATIONS * estimate.coasting().deviationSeconds(aheadSeconds);
    }

    /** The bound after so many seconds alone, not negative; without what is still to be slewed away. */
    public ErrorBound bound(double aloneSeconds) {
        return bound(aloneSeconds, 0);
    }

    /**
     * The same of a clock that is alone already.
     *
     * @param aheadSeconds from now, not negative
     * @param aloneSeconds since the last pulse that was used, not negative
     */
    public ErrorBound bound(double aheadSeconds, double aloneSeconds) {
        return ErrorBound.of(systematicSeconds, estimate, slopes, aheadSeconds, aloneSeconds + aheadSeconds)
                .plus(SCATTER, astraySeconds, 0);
    }
}
