package org.timeball.refclock.discipline;

/**
 * What the discipline believes of the clock, as of the last second it was told of.
 *
 * @param phaseSeconds          our clock minus UTC, positive = ahead
 * @param phaseDeviationSeconds one standard deviation of it
 * @param doubtSeconds          how far several pulses in a row disagree with it, 0 when none do
 * @param frequencyPpb          the oscillator's own error, without our corrections, positive = fast
 * @param frequencyDeviationPpb one standard deviation of it
 * @param jitterSeconds         one standard deviation of a pulse about the true second
 * @param isSettled             enough pulses agree to steer by it
 */
public record Estimate(
        double phaseSeconds,
        double phaseDeviationSeconds,
        double doubtSeconds,
        double frequencyPpb,
        double frequencyDeviationPpb,
        double jitterSeconds,
        boolean isSettled) {}
