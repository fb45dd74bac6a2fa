package org.timeball.refclock.discipline.correction;

/**
 * What has been learned of the oscillator's answer to temperature.
 *
 * @param sensor            the thermometer that explains most, or the first that was read; empty when there is none
 * @param celsius           what it shows; NaN when there is none
 * @param slopePpbPerDegree how much faster the oscillator runs a degree warmer, at this temperature; 0 before it is known
 * @param lagSeconds        time constant by which the oscillator is taken to follow the thermometer
 * @param explained         share of the variance of the oscillator's changes that temperature foretold, at most 1; 0 or
 *     less when it foretells nothing
 * @param isApplied         changes of temperature are fed forward now
 * @param rmsWithoutPpb     changes of the oscillator from one minute to the next, root of the mean square
 * @param rmsWithPpb        what would be left of them with temperature fed forward
 */
public record TemperatureReport(
        String sensor,
        double celsius,
        double slopePpbPerDegree,
        double lagSeconds,
        double explained,
        boolean isApplied,
        double rmsWithoutPpb,
        double rmsWithPpb) {

    /** Of a board without a thermometer. */
    public static final TemperatureReport NONE = new TemperatureReport("", Double.NaN, 0, 0, 0, false, 0, 0);
}
