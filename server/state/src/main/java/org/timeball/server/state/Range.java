package org.timeball.server.state;

/**
 * The limits of a number in the configuration, known to the record that keeps it and to the reader that reports it.
 *
 * @param min  the least value allowed
 * @param max  the greatest value allowed
 * @param unit in which both are
 */
public record Range(double min, double max, String unit) {

    /** Whether a value is allowed. */
    public boolean contains(double value) {
        return value >= min && value <= max; // false for NaN
    }

    /** What to say of a value outside. */
    String refusal(Number value) {
        return "%s is out of range %s..%s (%s)".formatted(value, shown(min), shown(max), unit);
    }

    /** The value allowed that is nearest to {@code value}, as advice. */
    String nearest(double value) {
        return Double.isNaN(value) ? "a number" : shown(Math.clamp(value, min, max));
    }

    /** For a record's constructor. */
    void require(String key, Number value) {
        if (!contains(value.doubleValue())) {
            throw new IllegalArgumentException(key + ": " + refusal(value));
        }
    }

    /** As it would be written in the file. */
    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
