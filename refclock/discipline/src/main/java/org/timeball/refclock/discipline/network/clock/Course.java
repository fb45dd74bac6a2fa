package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.network.Interval;

/**
 * What is believed of the free-running clock: how far it is behind, how fast it falls behind, and how sure that is. A
 * Kalman filter of two states on a random walk of frequency. Immutable.
 *
 * @param freeNanos     the free-running clock's reading when this is so
 * @param behindSeconds positive = behind
 * @param rate          how fast it falls behind, s/s: minus the oscillator's error
 * @param phaseVariance of {@code behindSeconds}, s²
 * @param covariance    of both, s²/s
 * @param rateVariance  of {@code rate}, s²/s²
 * @param wander        variance of the rate's random walk in a second, s²/s³
 * @param surprise      mean of the last innovations' squares by what was expected of them; 1 when the wander is right
 */
record Course(
        long freeNanos,
        double behindSeconds,
        double rate,
        double phaseVariance,
        double covariance,
        double rateVariance,
        double wander,
        double surprise) {

    /** How many standard deviations a rate is taken to be off at most. */
    static final double DEVIATIONS = 4;

    /** White noise of frequency of a board's crystal, 1e-9 at a second, as variance in a second. */
    private static final double WHITE = 1e-18;

    /** A frequency that walks 1 ppb in a second, 60 ppb in an hour. */
    private static final double USUAL_WANDER = 1e-18;

    private static final double LEAST_WANDER = 1e-19;
    private static final double MOST_WANDER = 1e-15;

    /** An innovation that is farther out moves the course no more than one that is as far: the rest is somebody's error. */
    private static final double FARTHEST_DEVIATIONS = 4;

    /** Innovations that are remembered. */
    private static final double MEMORY = 8;

    /** A mean square of so much says that the frequency walks faster than was thought, or slower. */
    private static final double RESTLESS = 2;

    private static final double QUIET = 0.4;

    /** The first measurement. */
    static Course begin(long freeNanos, double behindSeconds, double variance, double rate, double rateDeviation) {
        return new Course(freeNanos, behindSeconds, rate, variance, 0, rateDeviation * rateDeviation, USUAL_WANDER, 1);
    }

    /** How far off the rate may be, one standard deviation, s/s. */
    double rateDeviation() {
        return Math.sqrt(rateVariance);
    }

    /** How far off it may be at most if it was measured honestly: four of these. */
    double rateDoubt() {
        return DEVIATIONS * rateDeviation();
    }

    /** How far off the phase may be, one standard deviation, seconds. */
    double phaseDeviation() {
        return Math.sqrt(phaseVariance);
    }

    /** How far off the phase will be after so many seconds, one standard deviation. */
    double phaseDeviationAfter(double seconds) {
        return Math.sqrt(phaseVarianceAfter(seconds));
    }

    private double phaseVarianceAfter(double seconds) {
        return phaseVariance
                + 2 * seconds * covariance
                + seconds * seconds * rateVariance
                + WHITE * seconds
                + wander * seconds * seconds * seconds / 3;
    }

    /** The same later on, when nothing was measured meanwhile. */
    Course at(long laterFreeNanos) {
        double seconds = Math.max(0, laterFreeNanos - freeNanos) * 1e-9;
        return new Course(
                Math.max(freeNanos, laterFreeNanos),
                behindSeconds + rate * seconds,
                rate,
                phaseVarianceAfter(seconds),
                covariance + seconds * rateVariance + wander * seconds * seconds / 2,
                rateVariance + wander * seconds,
                wander,
                surprise);
    }

    /**
     * The same with a measurement of this instant.
     *
     * @param measuredSeconds what it says, positive = behind
     * @param variance        of it
     */
    Course measured(double measuredSeconds, double variance) {
        double total = phaseVariance + variance;
        double limit = FARTHEST_DEVIATIONS * Math.sqrt(total);
        double innovation = measuredSeconds - behindSeconds;
        double taken = Math.clamp(innovation, -limit, limit);
        double phaseGain = phaseVariance / total;
        double rateGain = covariance / total;
        double square = Math.min(innovation * innovation / total, FARTHEST_DEVIATIONS * FARTHEST_DEVIATIONS);
        return new Course(
                        freeNanos,
                        behindSeconds + phaseGain * taken,
                        rate + rateGain * taken,
                        (1 - phaseGain) * phaseVariance,
                        (1 - phaseGain) * covariance,
                        rateVariance - rateGain * covariance,
                        wander,
                        surprise + (square - surprise) / MEMORY)
                .adapted();
    }

    /**
     * The same, no farther than the truth can be: a quick answer is certain of that, however much was believed of slow ones
     * before it.
     */
    Course within(Interval truth) {
        return at(freeNanos, truth.nearest(behindSeconds));
    }

    /** Follows faster what walks faster than was thought. */
    private Course adapted() {
        double factor = surprise > RESTLESS ? 4 : surprise < QUIET ? 0.5 : 1;
        return factor == 1
                ? this
                : new Course(
                        freeNanos,
                        behindSeconds,
                        rate,
                        phaseVariance,
                        covariance,
                        rateVariance,
                        Math.clamp(wander * factor, LEAST_WANDER, MOST_WANDER),
                        1);
    }

    /**
     * The same after the clock was moved.
     *
     * @param deltaNanos by how much
     * @param utcNanos   by how much UTC was moved with it: as much at a leap second, else 0
     */
    Course moved(long deltaNanos, long utcNanos) {
        return at(freeNanos + deltaNanos, behindSeconds - (deltaNanos - utcNanos) * 1e-9);
    }

    /** The same of another reading and phase. */
    private Course at(long otherNanos, double otherSeconds) {
        return new Course(otherNanos, otherSeconds, rate, phaseVariance, covariance, rateVariance, wander, surprise);
    }
}
