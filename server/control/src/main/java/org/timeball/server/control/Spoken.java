package org.timeball.server.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as a person reads them. */
public final class Spoken {

    /** From a second down, a thousandth each; the last is a nanosecond. */
    private static final List<String> UNITS = List.of("s", "ms", "µs", "ns");

    private static final int DIGITS_A_UNIT = 3;

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Spoken() {}

    /**
     * A bound: two digits, never less than it is.
     *
     * @param seconds not negative
     */
    public static String bound(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        if (seconds == 0) {
            return "0 " + UNITS.getLast();
        }
        var decimal = TwoDigits.roundedUp(seconds);
        int unit = Math.clamp(-Math.floorDiv(decimal.exponent(), DIGITS_A_UNIT), 0, UNITS.size() - 1);
        return decimal.times(unit * DIGITS_A_UNIT) + ' ' + UNITS.get(unit);
    }

    /** How long something has been so, in its two greatest units. */
    public static String span(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return pair(seconds, MINUTE, "min", 1, "s");
        }
        return seconds < DAY ? pair(seconds, HOUR, "h", MINUTE, "min") : pair(seconds, DAY, "d", HOUR, "h");
    }

    private static String pair(long seconds, int great, String greatName, int small, String smallName) {
        return seconds / great + " " + greatName + " " + seconds % great / small + " " + smallName;
    }

    /** A count with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The reasons behind a total in brackets, the commonest first; empty when there are none. */
    public static String reasons(Map<String, Long> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(reason -> reason.getKey() + " " + count(reason.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** All of a map of counts. */
    public static long total(Map<String, Long> reasons) {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
}
