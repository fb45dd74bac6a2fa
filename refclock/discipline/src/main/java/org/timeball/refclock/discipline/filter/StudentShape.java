package org.timeball.refclock.discipline.filter;

/**
 * The shape assumed until one is learned: Student's t with four degrees of freedom, nearly gaussian in the middle, with
 * tails that let a wild pulse pull little.
 *
 * @param variance as of a gaussian line just as informative, s², positive
 */
record StudentShape(double variance) implements NoiseShape {

    private static final double DEGREES = 4;

    @Override
    public double influence(double distanceSeconds) {
        // Seven rather than five over four plus r: the slope is then 1 on average and not only in the tails' absence.
        return (DEGREES + 3) * distanceSeconds / (DEGREES + squaredDeviations(distanceSeconds));
    }

    @Override
    public double belief(double distanceSeconds) {
        return DEGREES / (DEGREES + squaredDeviations(distanceSeconds));
    }

    @Override
    public double logDensity(double distanceSeconds) {
        double r = squaredDeviations(distanceSeconds);
        return -0.5 * (DEGREES + 1) * Math.log1p(r / DEGREES) - 0.5 * Math.log(variance);
    }

    private double squaredDeviations(double distanceSeconds) {
        return distanceSeconds * distanceSeconds / variance;
    }
}
