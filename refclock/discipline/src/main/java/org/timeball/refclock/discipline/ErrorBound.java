package org.timeball.refclock.discipline;

/**
 * How far served time can be from UTC, as two numbers and their growth.
 *
 * @param boundSeconds  holds in 99.9 % of seconds
 * @param boundRatePpb  how fast that grows from here while no pulse comes
 * @param withinSeconds the headline, holds in 95 %
 * @param withinRatePpb how fast that grows
 */
record ErrorBound(double boundSeconds, double boundRatePpb, double withinSeconds, double withinRatePpb) {

    /** What is said when nothing is vouched for: RFC 5905's largest dispersion. */
    static final ErrorBound NONE = new ErrorBound(16, 0, 16, 0);

    /** Three would do for a gaussian error; a load step is one that is not, and 4 hold in 99.9 % of its seconds, too. */
    private static final double BOUND_DEVIATIONS = 4;

    private static final double WITHIN_DEVIATIONS = 2;

    /**
     * The bound by what is believed of the clock.
     *
     * @param ageSeconds since the last pulse that was used
     */
    static ErrorBound of(ReferenceClockSettings settings, Estimate estimate, double ageSeconds) {
        double base = settings.systematicSeconds()
                + Math.abs(estimate.phaseSeconds())
                + estimate.doubtSeconds()
                + settings.ageingPpb() * 1e-9 * ageSeconds;
        double deviation = estimate.phaseDeviationSeconds();
        double drift = estimate.frequencyDeviationPpb();
        return new ErrorBound(
                Math.min(NONE.boundSeconds, base + BOUND_DEVIATIONS * deviation),
                settings.ageingPpb() + BOUND_DEVIATIONS * drift,
                Math.min(NONE.withinSeconds, base + WITHIN_DEVIATIONS * deviation),
                settings.ageingPpb() + WITHIN_DEVIATIONS * drift);
    }
}
