package org.timeball.refclock.discipline.correction;

/**
 * Mean squares of what there was, of what is left of it, and of the noise in both, over the last so many. Not thread-safe.
 */
final class FadingVariance {

    private final double remembered;
    private long count;
    private double total;
    private double leftover;
    private double noise;

    /** @param remembered over how many */
    FadingVariance(double remembered) {
        this.remembered = remembered;
    }

    void add(double totalSquare, double leftoverSquare, double noiseSquare) {
        count++;
        double share = 1 / Math.min(count, remembered);
        total += share * (totalSquare - total);
        leftover += share * (leftoverSquare - leftover);
        noise += share * (noiseSquare - noise);
    }

    /** How many there were. */
    long count() {
        return count;
    }

    double total() {
        return total;
    }

    double leftover() {
        return leftover;
    }

    double noise() {
        return noise;
    }
}
