package org.timeball.web.appliance.page.chart;

/**
 * One axis of a chart.
 *
 * @param kind what the numbers along it are
 * @param unit of them, as it is written; empty for a number without one
 * @param reach the axis goes so far from zero to either side; NaN for one that goes as far as its numbers
 */
public record Axis(Kind kind, String unit, double reach) {

    /** What the numbers along an axis are. */
    public enum Kind {
        /** Seconds since the Unix epoch. */
        TIME,
        /** Evenly spaced. */
        LINEAR,
        /** Evenly spaced from zero. */
        COUNT,
        /** By powers of ten; nothing but positive numbers. */
        LOG
    }

    /** Along time. */
    public static final Axis TIME = new Axis(Kind.TIME, "UTC", Double.NaN);

    /** Evenly spaced numbers of a unit. */
    public static Axis linear(String unit) {
        return new Axis(Kind.LINEAR, unit, Double.NaN);
    }

    /** Numbers of a unit that are never negative, from zero. */
    public static Axis count(String unit) {
        return new Axis(Kind.COUNT, unit, Double.NaN);
    }

    /** The same as far as that from zero, whatever lies outside. */
    public Axis reaching(double most) {
        return new Axis(kind, unit, most);
    }

    /** Powers of ten of a unit. */
    public static Axis log(String unit) {
        return new Axis(Kind.LOG, unit, Double.NaN);
    }
}
