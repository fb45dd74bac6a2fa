package org.timeball.refclock.discipline.correction;

/**
 * What a thermometer that shows steps and flickers would show without: the temperature and its trend, by four Kalman filters
 * that differ in how suddenly they think a trend can change.
 *
 * <p>Smoothing by one time constant has to choose: what takes the flicker of half degrees off is half a minute behind when
 * a processor becomes busy. Here the trend is carried on, so that a steady rise is followed without delay, and the filter
 * that foretells the readings best is believed: a slow one while the room warms, within seconds a fast one when the load
 * comes. Readings that stand still and then step are passed on as they are: a step of theirs is not the beginning of a
 * trend. As in {@link org.timeball.refclock.discipline.filter.Discipline} one that has lost its weight is replaced by the
 * mixture of all. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/9.1299">Blom and Bar-Shalom, The interacting multiple model algorithm</a>
 */
final class TemperatureTrack implements ThermalPath {

    /** Random walk of the trend, degrees²/s³: from a room by day to a processor that has just become busy. */
    private static final double[] WALKS = {1e-10, 1e-8, 1e-6, 1e-4};

    private static final int SIZE = WALKS.length;

    /** How likely a board is to change its ways in a given second. */
    private static final double SWITCHING = 1e-4;

    /** Variances of the first reading, and of the trend of which nothing is known then. */
    private static final double FIRST_VARIANCE = 1;

    private static final double FIRST_TREND_VARIANCE = 1e-4;

    /** No thermometer is better than a hundredth of a degree. */
    private static final double FINEST_VARIANCE = 1e-4;

    /** A second difference of independent readings has 1 + 4 + 1 times their variance. */
    private static final double VARIANCES_PER_DIFFERENCE = 6;

    /**
     * Readings come as the middle one of three in a row, and are no longer independent: they scatter so many times more
     * over a minute than their second differences say. Counted on 400,000 gaussian numbers.
     */
    private static final double SLOWER_SCATTER = 7.5;

    private static final int SCATTER_SECONDS = 1_000;

    /** Of readings that flicker a larger share differs from the one before; below the first of these none is smoothed. */
    private static final double STILL_SHARE = 0.05;

    private static final double FLICKERING_SHARE = 0.15;
    private static final double NEGLIGIBLE = 1e-4;
    private static final double DEEPEST_EXPONENT = -600;

    private final double[] degrees = new double[SIZE];
    private final double[] trend = new double[SIZE];
    private final double[] variance = new double[SIZE];
    private final double[] covariance = new double[SIZE];
    private final double[] trendVariance = new double[SIZE];
    private final double[] weight = new double[SIZE];
    private final double[] score = new double[SIZE];
    private double meanDegrees;
    private double meanTrend;

    private double beforeLast;
    private double last;
    private int differences;
    private double scatter;
    private double changing;

    @Override
    public void start(double shown) {
        for (int j = 0; j < SIZE; j++) {
            degrees[j] = shown;
            trend[j] = 0;
            variance[j] = FIRST_VARIANCE;
            covariance[j] = 0;
            trendVariance[j] = FIRST_TREND_VARIANCE;
            weight[j] = 1.0 / SIZE;
        }
        beforeLast = shown;
        last = shown;
        differences = 0;
    }

    @Override
    public double passSecond(double shown) {
        measureScatter(shown);
        double reading = Math.max(FINEST_VARIANCE, SLOWER_SCATTER * scatter);
        for (int j = 0; j < SIZE; j++) {
            predict(j);
            absorb(j, shown, reading);
        }
        weigh();
        findMeans();
        mix();
        double trusted = (changing - STILL_SHARE) / (FLICKERING_SHARE - STILL_SHARE);
        return shown + Math.clamp(trusted, 0, 1) * (meanDegrees - shown);
    }

    @Override
    public double lagSeconds() {
        return 0;
    }

    private void measureScatter(double shown) {
        double difference = shown - 2 * last + beforeLast;
        double isChanging = shown == last ? 0 : 1;
        beforeLast = last;
        last = shown;
        differences = Math.min(differences + 1, SCATTER_SECONDS);
        scatter += (difference * difference / VARIANCES_PER_DIFFERENCE - scatter) / differences;
        changing += (isChanging - changing) / differences;
    }

    private void predict(int j) {
        double walk = WALKS[j];
        degrees[j] += trend[j];
        variance[j] += 2 * covariance[j] + trendVariance[j] + walk / 3;
        covariance[j] += trendVariance[j] + walk / 2;
        trendVariance[j] += walk;
    }

    private void absorb(int j, double shown, double reading) {
        double total = variance[j] + reading;
        double innovation = shown - degrees[j];
        score[j] = Math.log(weight[j]) - 0.5 * Math.log(total) - 0.5 * innovation * innovation / total;
        double gain = variance[j] / total;
        double trendGain = covariance[j] / total;
        degrees[j] += gain * innovation;
        trend[j] += trendGain * innovation;
        trendVariance[j] -= trendGain * covariance[j];
        covariance[j] *= 1 - gain;
        variance[j] *= 1 - gain;
    }

    private void weigh() {
        double best = score[0];
        for (int j = 1; j < SIZE; j++) {
            best = Math.max(best, score[j]);
        }
        double sum = 0;
        for (int j = 0; j < SIZE; j++) {
            weight[j] = Math.exp(Math.max(DEEPEST_EXPONENT, score[j] - best));
            sum += weight[j];
        }
        for (int j = 0; j < SIZE; j++) {
            weight[j] /= sum;
        }
    }

    private void findMeans() {
        meanDegrees = 0;
        meanTrend = 0;
        for (int j = 0; j < SIZE; j++) {
            meanDegrees += weight[j] * degrees[j];
            meanTrend += weight[j] * trend[j];
        }
    }

    /** Every filter takes over the mixture to the share by which it may have become the right one this very second. */
    private void mix() {
        double ofDegrees = 0;
        double ofBoth = 0;
        double ofTrend = 0;
        for (int j = 0; j < SIZE; j++) {
            double apart = degrees[j] - meanDegrees;
            double trendApart = trend[j] - meanTrend;
            ofDegrees += weight[j] * (variance[j] + apart * apart);
            ofBoth += weight[j] * (covariance[j] + apart * trendApart);
            ofTrend += weight[j] * (trendVariance[j] + trendApart * trendApart);
        }
        for (int j = 0; j < SIZE; j++) {
            double mixed = (1 - SWITCHING) * weight[j] + SWITCHING / SIZE;
            double share = SWITCHING / SIZE / mixed;
            weight[j] = mixed;
            if (share >= NEGLIGIBLE) {
                double apart = degrees[j] - meanDegrees;
                double trendApart = trend[j] - meanTrend;
                double spread = share * (1 - share);
                variance[j] = (1 - share) * variance[j] + share * ofDegrees + spread * apart * apart;
                covariance[j] = (1 - share) * covariance[j] + share * ofBoth + spread * apart * trendApart;
                trendVariance[j] = (1 - share) * trendVariance[j] + share * ofTrend + spread * trendApart * trendApart;
                degrees[j] -= share * apart;
                trend[j] -= share * trendApart;
            }
        }
    }
}
