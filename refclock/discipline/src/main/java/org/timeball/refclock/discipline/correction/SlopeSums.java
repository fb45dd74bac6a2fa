package org.timeball.refclock.discipline.correction;

/**
 * A straight line through pairs, with constant memory: means and sums of products, of which the oldest fade once there
 * are enough.
 *
 * <p>Not thread-safe.
 */
final class SlopeSums {

    /** Differences of independent errors are anticorrelated; at worst that makes a slope's variance twice as large. */
    private static final double DIFFERENCING = 2;

    private final double remembered;
    private double weight;
    private double meanX;
    private double meanY;
    private double xx;
    private double xy;
    private double yy;

    /** @param remembered how many pairs count at most */
    SlopeSums(double remembered) {
        this.remembered = remembered;
    }

    void add(double x, double y) {
        if (weight >= remembered) {
            double kept = 1 - 1 / remembered;
            weight *= kept;
            xx *= kept;
            xy *= kept;
            yy *= kept;
        }
        weight++;
        double fromMeanX = x - meanX;
        double fromMeanY = y - meanY;
        meanX += fromMeanX / weight;
        meanY += fromMeanY / weight;
        xx += fromMeanX * (x - meanX);
        xy += fromMeanX * (y - meanY);
        yy += fromMeanY * (y - meanY);
    }

    void clear() {
        weight = 0;
        meanX = 0;
        meanY = 0;
        xx = 0;
        xy = 0;
        yy = 0;
    }

    /** Takes over what another has gathered. */
    void copyFrom(SlopeSums other) {
        weight = other.weight;
        meanX = other.meanX;
        meanY = other.meanY;
        xx = other.xx;
        xy = other.xy;
        yy = other.yy;
    }

    /** How many pairs count. */
    double weight() {
        return weight;
    }

    /** Of y on x; 0 when x never moved. */
    double slope() {
        return xx > 0 ? xy / xx : 0;
    }

    /** One standard deviation of the slope where the pairs are differences of neighbours; infinite when there is none. */
    double deviation() {
        if (!(xx > 0) || weight < 3) {
            return Double.POSITIVE_INFINITY;
        }
        double scatter = Math.max(0, yy - slope() * xy) / (weight - 2);
        return Math.sqrt(DIFFERENCING * scatter / xx);
    }
}
