package org.timeball.firmware.appliance.command;

import java.util.List;
import java.util.Locale;

/** chronyc's way of fitting any time into a narrow column: the unit follows the size. */
final class ChronyScale {

    /** A column shows up to four digits of these, and five of what is longer. */
    private static final double FOUR_DIGITS = 9_999.5;

    private static final double FIVE_DIGITS = 99_999.5;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final int YEAR = 365 * DAY;

    /**
     * @param below    sizes that it serves, seconds
     * @param seconds  of one
     * @param decimals shown
     * @param name     letters after the number
     */
    private record Unit(double below, double seconds, int decimals, String name) {}

    private static final List<Unit> UNITS = List.of(
            new Unit(FOUR_DIGITS * 1e-9, 1e-9, 0, "ns"),
            new Unit(FOUR_DIGITS * 1e-6, 1e-6, 0, "us"),
            new Unit(FOUR_DIGITS * 1e-3, 1e-3, 0, "ms"),
            new Unit(999.5, 1, 1, "s"),
            new Unit(FIVE_DIGITS, 1, 0, "s"),
            new Unit(FIVE_DIGITS * MINUTE, MINUTE, 0, "m"),
            new Unit(FIVE_DIGITS * HOUR, HOUR, 0, "h"),
            new Unit(FIVE_DIGITS * DAY, DAY, 0, "d"),
            new Unit(Double.POSITIVE_INFINITY, YEAR, 0, "y"));

    private ChronyScale() {}

    /** An error: six columns, no sign. */
    static String size(double seconds) {
        return scaled("", 6, Math.abs(seconds));
    }

    /** An offset: seven columns, with its sign. */
    static String signed(double seconds) {
        return scaled("+", 7, seconds);
    }

    private static String scaled(String flag, int width, double seconds) {
        var unit = UNITS.stream()
                .filter(candidate -> Math.abs(seconds) < candidate.below)
                .findFirst();
        return unit.map(found -> {
                    int digits = width - found.name.length();
                    var format = "%" + flag + digits + "." + found.decimals + "f%s";
                    return String.format(Locale.ROOT, format, seconds / found.seconds, found.name);
                })
                .orElseGet(() -> " ".repeat(width - 1) + "-");
    }

    /**
     * An age: four columns.
     *
     * @param seconds negative when there is nothing whose age it could be
     */
    static String age(long seconds) {
        if (seconds < 0) {
            return "   -";
        }
        if (seconds < 20 * MINUTE) {
            return columns("%4d", seconds);
        }
        if (seconds < 10 * HOUR) {
            return columns("%3dm", seconds / MINUTE);
        }
        if (seconds < 4 * DAY) {
            return columns("%3dh", seconds / HOUR);
        }
        return seconds < 1_000L * DAY ? columns("%3dd", seconds / DAY) : columns("%3dy", seconds / YEAR);
    }

    private static String columns(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }
}
