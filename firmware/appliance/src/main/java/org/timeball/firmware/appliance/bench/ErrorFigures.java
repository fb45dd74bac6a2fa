package org.timeball.firmware.appliance.bench;

import java.util.Arrays;
import org.timeball.refclock.simulation.PhaseSeries;

/**
 * Figures of a stretch of a clock's error.
 *
 * @param rmsNanos  root of the mean square, ns
 * @param maxNanos  largest, ns
 * @param meanNanos mean, ns, positive = ahead
 * @param adev      Allan deviation at one second
 */
record ErrorFigures(double rmsNanos, double maxNanos, double meanNanos, double adev) {

    static ErrorFigures of(double[] errors, int from, int to) {
        double[] stretch = Arrays.copyOfRange(errors, from, to);
        var series = new PhaseSeries(stretch);
        double mean = Arrays.stream(stretch).average().orElseThrow();
        return new ErrorFigures(series.rms() * 1e9, series.max() * 1e9, mean * 1e9, series.allanDeviation(1));
    }

    /** Of all that comes after a tenth: the start is over. */
    static ErrorFigures settled(double[] errors) {
        return of(errors, errors.length / 10, errors.length);
    }
}
