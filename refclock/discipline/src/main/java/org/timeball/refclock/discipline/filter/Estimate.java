package org.timeball.refclock.discipline.filter;

/**
 * What the discipline believes of the clock, as of the last second it was told of.
 *
 * @param phaseSeconds          our clock minus UTC, positive = ahead
 * @param coasting              how far that may be off, now and while no pulse comes
 * @param doubtSeconds          how far pulses of the last seconds disagree with it as if it were wrong, 0 when they do not
 * @param frequencyPpb          the oscillator's own error, without our corrections, positive = fast
 * @param frequencyDeviationPpb one standard deviation of it
 * @param jitterSeconds         one standard deviation of a pulse about the true second
 * @param isSettled             enough pulses agree to steer by it
 */
public record Estimate(
        double phaseSeconds,
        Coasting coasting,
        double doubtSeconds,
        double frequencyPpb,
        double frequencyDeviationPpb,
        double jitterSeconds,
        boolean isSettled) {

    /** One standard deviation of the phase. */
    public double phaseDeviationSeconds() {
        return coasting.deviationSeconds(0);
    }
}
