package org.timeball.web.appliance.page.clock;

import java.util.stream.IntStream;

/**
 * The straight line through frequency against temperature, by least squares.
 *
 * @param slopePpmPerDegree how much faster the oscillator runs a degree warmer
 * @param atZeroPpm         where the line meets 0 °C
 * @param explained         R²: the share of the variance that the line explains, 0 to 1
 */
record TemperatureFit(double slopePpmPerDegree, double atZeroPpm, double explained) {

    /** Nothing to lay a line through: too few points, or all of one temperature. */
    static final TemperatureFit NONE = new TemperatureFit(Double.NaN, Double.NaN, Double.NaN);

    private static final int LEAST_POINTS = 10;

    /** A thermometer's last digit is no change of temperature. */
    private static final double LEAST_VARIANCE = 0.01;

    boolean isKnown() {
        return Double.isFinite(slopePpmPerDegree);
    }

    double at(double celsius) {
        return atZeroPpm + slopePpmPerDegree * celsius;
    }

    /**
     * Through the points of which both are known.
     *
     * @param celsius      the temperatures
     * @param frequencyPpm as many frequencies
     */
    static TemperatureFit of(double[] celsius, double[] frequencyPpm) {
        int[] known = IntStream.range(0, celsius.length)
                .filter(k -> Double.isFinite(celsius[k]) && Double.isFinite(frequencyPpm[k]))
                .toArray();
        if (known.length < LEAST_POINTS) {
            return NONE;
        }
        double meanX =
                IntStream.of(known).mapToDouble(k -> celsius[k]).average().orElseThrow();
        double meanY =
                IntStream.of(known).mapToDouble(k -> frequencyPpm[k]).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int k : known) {
            double x = celsius[k] - meanX;
            double y = frequencyPpm[k] - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        if (xx / known.length < LEAST_VARIANCE) {
            return NONE;
        }
        double slope = xy / xx;
        return new TemperatureFit(slope, meanY - slope * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
    }
}
