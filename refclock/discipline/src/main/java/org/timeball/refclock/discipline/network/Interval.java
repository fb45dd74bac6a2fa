package org.timeball.refclock.discipline.network;

import org.timeball.refclock.discipline.Figure;

/**
 * Where the truth lies: how far our clock is behind at least and at most, seconds; negative = ahead.
 *
 * @param low  not above {@code high}
 * @param high seconds
 */
public record Interval(double low, double high) {

    /** Refuses what holds nothing. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high + " s");
        }
    }

    /** So far to both sides of a middle. */
    static Interval around(double middle, double distance) {
        return new Interval(middle - distance, middle + distance);
    }

    /** Its middle, seconds. */
    public double middle() {
        return low + (high - low) / 2;
    }

    /** Whether it and another have a point in common. */
    public boolean meets(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /** The least interval that holds both. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The same, so much later in value and so much wider to both sides. */
    public Interval moved(double bySeconds, double widerSeconds) {
        return new Interval(low + bySeconds - widerSeconds, high + bySeconds + widerSeconds);
    }

    /** How far from a value its farther end is, seconds. */
    public double reachFrom(double value) {
        return Math.max(Math.abs(high - value), Math.abs(value - low));
    }

    /** How far it and another are apart; 0 when they meet. */
    public double gapTo(Interval other) {
        return Math.max(0, Math.max(low - other.high, other.low - high));
    }

    /** The nearest value to another one in it. */
    public double nearest(double value) {
        return Math.clamp(value, low, high);
    }

    /** {@code [-3.2 ms, +1.1 ms]}, positive = our clock is behind. */
    public String words() {
        return "[" + signed(low) + ", " + signed(high) + "]";
    }

    private static String signed(double seconds) {
        return (seconds < 0 ? "-" : "+") + Figure.ofSeconds(seconds);
    }
}
