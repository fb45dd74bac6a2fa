package org.timeball.refclock.discipline.correction;

/**
 * Mean frequency over a stretch of seconds and the mean temperature that goes with it.
 *
 * <p>The frequency is the slope of the line of least squares through the free-running clock's phases. Such a line weighs
 * the middle of the stretch more than its ends; so that temperature is weighed the same way, it is summed up to a "phase"
 * of its own, whose slope is taken. The same is done to its square. Not thread-safe.
 */
final class BlockLine {

    /**
     * What a stretch came to.
     *
     * @param ppb      mean frequency error
     * @param variance of that by the scatter of the pulses, ppb²
     * @param degrees  mean temperature above the reference, °C
     * @param squares  mean of its square, °C²
     * @param jumps    mean square of its change from second to second, °C²
     */
    record Stretch(double ppb, double variance, double degrees, double squares, double jumps) {}

    private int seconds;
    private double degreeSum;
    private double squareSum;
    private double jumpSum;
    private double lastDegrees;

    private int n;
    private double firstPhase;
    private double t;
    private double tt;
    private double p;
    private double pp;
    private double tp;
    private double d;
    private double td;
    private double s;
    private double ts;

    int seconds() {
        return seconds;
    }

    int phases() {
        return n;
    }

    /** A second passes at a temperature, degrees above the reference. */
    void passSecond(double degrees) {
        jumpSum += seconds == 0 ? 0 : (degrees - lastDegrees) * (degrees - lastDegrees);
        lastDegrees = degrees;
        seconds++;
        degreeSum += degrees;
        squareSum += degrees * degrees;
    }

    /** The free-running clock's phase at the end of that second. */
    void phase(double freePhaseSeconds) {
        if (n == 0) {
            firstPhase = freePhaseSeconds;
        }
        double phase = freePhaseSeconds - firstPhase;
        n++;
        t += seconds;
        tt += (double) seconds * seconds;
        p += phase;
        pp += phase * phase;
        tp += seconds * phase;
        d += degreeSum;
        td += seconds * degreeSum;
        s += squareSum;
        ts += seconds * squareSum;
    }

    /** What the seconds came to; wants three phases. */
    Stretch stretch() {
        double span = tt - t * t / n;
        double slope = (tp - t * p / n) / span;
        double scatter = Math.max(0, pp - p * p / n - slope * slope * span) / (n - 2);
        return new Stretch(
                slope * 1e9,
                scatter / span * 1e18,
                (td - t * d / n) / span,
                (ts - t * s / n) / span,
                jumpSum / seconds);
    }
}
