package org.timeball.refclock.discipline.correction;

/**
 * One sensor's readings, made fit for use: what cannot be is refused, and a single wild reading passes unseen.
 *
 * <p>Not thread-safe.
 */
final class Thermometer {

    private static final double COLDEST = -40;
    private static final double HOTTEST = 125;

    /** So long a reading holds when no other comes. */
    private static final int FRESH_SECONDS = 10;

    private final String name;
    private double older = Double.NaN;
    private double old = Double.NaN;
    private double newest = Double.NaN;
    private int age;

    Thermometer(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Takes a reading; one that is no number or that no board survives is left out. */
    void read(double celsius) {
        if (celsius >= COLDEST && celsius <= HOTTEST) {
            older = Double.isNaN(old) ? celsius : old;
            old = Double.isNaN(newest) ? celsius : newest;
            newest = celsius;
            age = 0;
        }
    }

    /** A second passes. */
    void passSecond() {
        age = Math.min(age + 1, FRESH_SECONDS + 1);
    }

    /** The middle one of the last three readings, °C; NaN when there is none of late. */
    double celsius() {
        return age > FRESH_SECONDS
                ? Double.NaN
                : Math.max(Math.min(older, old), Math.min(Math.max(older, old), newest));
    }
}
