package org.timeball.server.control;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as a person reads them. */
public final class Spoken {

    /**
     * @param seconds of one
     * @param name    its sign
     */
    private record Unit(double seconds, String name) {}

    private static final List<Unit> UNITS =
            List.of(new Unit(1, "s"), new Unit(1e-3, "ms"), new Unit(1e-6, "µs"), new Unit(1e-9, "ns"));

    /** Rounded up, so that "within" stays true. */
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.CEILING);

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
        var rounded = BigDecimal.valueOf(seconds).round(TWO_DIGITS);
        var unit = UNITS.stream()
                .filter(candidate -> rounded.doubleValue() >= candidate.seconds)
                .findFirst()
                .orElse(UNITS.getLast());
        var number = rounded.divide(BigDecimal.valueOf(unit.seconds));
        return number.stripTrailingZeros().toPlainString() + " " + unit.name;
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
