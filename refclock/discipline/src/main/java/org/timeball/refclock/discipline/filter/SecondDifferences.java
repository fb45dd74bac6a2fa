package org.timeball.refclock.discipline.filter;

import java.util.Arrays;
import java.util.Optional;

/**
 * Learns how far pulses scatter, from second differences of the free-running phase.
 *
 * <p>They do not see a frequency error or a slow drift of it, so that a warming crystal is not taken for a noisy line.
 * Each wild pulse spoils three of them, so those do not count, unless hardly any would be left: then it is the line that
 * is another one. When a line becomes plainly louder the newest half minute counts alone until the rest has caught up: the
 * filters take noise that they are not told of for a restless oscillator. Not thread-safe.
 */
final class SecondDifferences {

    static final int REFRESH_EVERY = 16;

    private static final int LENGTH = 255;
    private static final int TRUSTED_FROM = 32;

    /** So many are the newest; of a louder line they alone count, from one ratio of both on and down to another. */
    private static final int NEWEST = 32;

    private static final double LOUDER_FROM = 2.5;
    private static final double LOUDER_UNTIL = 1.3;

    /** If a smaller share of the differences is free of wild pulses, all count. */
    private static final double LEAST_TAME = 0.25;

    /** A second difference of independent phases has 1 + 4 + 1 times their variance. */
    static final double VARIANCES_PER_DIFFERENCE = 6;

    private static final double FINEST_VARIANCE = 1e-18;

    /**
     * How loud differences are.
     *
     * @param quartile of their sizes, the lower one, seconds
     * @param median   of their sizes, seconds
     */
    record Level(double quartile, double median) {

        /**
         * How much louder this is: what both figures say, so that a line with two paths, whose differences lie in heaps
         * with gaps between, is not taken for another one when one of the figures falls into the next heap.
         *
         * @return a ratio; 1 when the two disagree on the direction, or the usual is not known
         */
        double over(Level usual) {
            if (!(usual.quartile > 0)) {
                return 1;
            }
            double ratio = quartile / usual.quartile;
            double other = median / usual.median;
            if (ratio > 1) {
                return Math.clamp(other, 1, ratio);
            }
            return Math.clamp(other, ratio, 1);
        }
    }

    /** Sizes; infinite in {@code tame} where a wild pulse had a part in it. */
    private final double[] differences = new double[LENGTH];

    private final double[] tame = new double[LENGTH];
    private long count;
    private double beforeLast;
    private double last;
    private double newest;
    private int inARow;
    private int tameInARow;
    private boolean isLouder;
    private double variance;
    private Level level = new Level(0, 0);

    /** @param firstGuess the variance to report until enough has been seen, s² */
    SecondDifferences(double firstGuess) {
        variance = Math.max(FINEST_VARIANCE, firstGuess);
    }

    /** The variance of one pulse about the true second, s². */
    double variance() {
        return variance;
    }

    /** How loud the recent differences are; of zeros until enough has been seen. */
    Level level() {
        return level;
    }

    /** Whether the last three seconds had a pulse each. */
    boolean isKnown() {
        return inARow >= 3;
    }

    /** Size of the difference that ends with the newest pulse, if that {@link #isKnown}; infinite for a spoilt one. */
    double newest() {
        return tameInARow >= 3 ? newest : Double.POSITIVE_INFINITY;
    }

    /** Reports {@code guess} (s²) until enough has been seen. */
    void assume(double guess) {
        if (count < TRUSTED_FROM) {
            variance = Math.max(FINEST_VARIANCE, guess);
        }
    }

    /** Forgets what it has seen, and reports {@code guess} (s²) until enough has been. */
    void startOver(double guess) {
        gap();
        count = 0;
        isLouder = false;
        level = new Level(0, 0);
        assume(guess);
    }

    /** Takes the next second's pulse; returns whether what is reported was refreshed. */
    boolean pulse(double freePhaseSeconds, boolean isWild) {
        newest = Math.abs(freePhaseSeconds - 2 * last + beforeLast);
        beforeLast = last;
        last = freePhaseSeconds;
        inARow++;
        tameInARow = isWild ? 0 : tameInARow + 1;
        if (!isKnown()) {
            return false;
        }
        int place = (int) (count++ % LENGTH);
        differences[place] = newest;
        tame[place] = newest();
        boolean isRefresh = count >= TRUSTED_FROM && count % REFRESH_EVERY == 0;
        if (isRefresh) {
            refresh();
        }
        return isRefresh;
    }

    /** The next second had no pulse. */
    void gap() {
        inARow = 0;
        tameInARow = 0;
    }

    /** How loud some differences are, which are left in disorder; empty if too few are finite. */
    static Optional<Level> levelOf(double[] values) {
        int finite = countFinite(values);
        if (finite == 0 || finite < LEAST_TAME * values.length) {
            return Optional.empty();
        }
        double median = OrderStatistic.select(values, values.length, finite / 2);
        return Optional.of(new Level(OrderStatistic.select(values, finite / 2 + 1, finite / 4), median));
    }

    private void refresh() {
        int size = (int) Math.min(count, LENGTH);
        level = levelOf(Arrays.copyOf(tame, size))
                .or(() -> levelOf(Arrays.copyOf(differences, size)))
                .orElseThrow();
        newestLevel().ifPresent(newest -> {
            isLouder = newest.over(level) > (isLouder ? LOUDER_UNTIL : LOUDER_FROM);
            level = isLouder ? newest : level;
        });
        double deviation = Spread.DEVIATION_PER_MEDIAN * level.median;
        variance = Math.max(FINEST_VARIANCE, deviation * deviation / VARIANCES_PER_DIFFERENCE);
    }

    /** How loud the newest are; empty while they are all there is, or too few of them free of wild pulses. */
    private Optional<Level> newestLevel() {
        if (count < LENGTH) {
            return Optional.empty();
        }
        double[] newest = new double[NEWEST];
        Arrays.setAll(newest, age -> tame[(int) ((count - 1 - age) % LENGTH)]);
        return levelOf(newest);
    }

    private static int countFinite(double[] values) {
        int finite = 0;
        for (double value : values) {
            finite += Double.isFinite(value) ? 1 : 0;
        }
        return finite;
    }
}
