package org.timeball.refclock.discipline.filter;

/**
 * How far the pulses of the last few seconds lie to one side of where they are expected: while the oscillator changes
 * faster than its filters believe, all of them do, and by so much the clock is off.
 *
 * <p>Not thread-safe.
 */
final class TrackingLag {

    private static final double SHARE = 1.0 / 6;

    /** Scatter of the mean of innovations with such weights, as a share of one's. */
    private static final double MEAN_DEVIATION = Math.sqrt(SHARE / (2 - SHARE));

    /** Chance makes the mean stray by so many of its deviations all the time. */
    private static final double USUAL_DEVIATIONS = 1;

    /** The mean of a ramp is behind its end by about as much again. */
    private static final double AHEAD = 2;

    /** One wild pulse must not look like many. */
    private static final double WIDEST_DEVIATIONS = 6;

    private double mean;
    private double seconds;

    /** A pulse came so far from where it was expected; {@code usualSeconds} is one deviation of that. */
    void pulse(double innovationSeconds, double usualSeconds) {
        double widest = WIDEST_DEVIATIONS * usualSeconds;
        mean += SHARE * (Math.clamp(innovationSeconds, -widest, widest) - mean);
        seconds = AHEAD * Math.max(0, Math.abs(mean) - USUAL_DEVIATIONS * MEAN_DEVIATION * usualSeconds);
    }

    /** The world is known anew. */
    void clear() {
        mean = 0;
        seconds = 0;
    }

    /** By how much the clock may be off that way beyond what chance explains, seconds, not negative. */
    double seconds() {
        return seconds;
    }
}
