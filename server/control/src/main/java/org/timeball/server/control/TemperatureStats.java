package org.timeball.server.control;

/**
 * What the oscillator makes of the board's temperature.
 *
 * @param sensor            the thermometer that foretells most; empty when there is none
 * @param celsius           what it shows; NaN when it is silent
 * @param slopePpmPerDegree how much faster the oscillator runs a degree warmer, learned
 * @param lagSeconds        time constant by which it follows that thermometer
 * @param explained         share of the variance of its changes that temperature foretold; at most 1, and 0 or less when
 *     it foretells nothing
 * @param isApplied         temperature is fed forward now
 * @param rmsWithoutPpm     its changes, root of the mean square
 * @param rmsWithPpm        what is left of them with temperature fed forward
 */
public record TemperatureStats(
        String sensor,
        double celsius,
        double slopePpmPerDegree,
        double lagSeconds,
        double explained,
        boolean isApplied,
        double rmsWithoutPpm,
        double rmsWithPpm) {}
