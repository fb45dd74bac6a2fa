package org.timeball.web.appliance.page;

import static org.timeball.web.appliance.page.Engineering.NO_BREAK_SPACE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Durations, dates and lists of reasons in words; all times are UTC. */
public final class Wording {

    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu\u2011MM\u2011dd HH:mm:ss", Locale.UK)
            .withZone(ZoneOffset.UTC);

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY_SECONDS = 24 * HOUR;

    private Wording() {}

    /** A length of time in its two leading units: {@code 45 s}, {@code 12 min}, {@code 3 h 4 min}, {@code 1 day 4 h}. */
    public static String lasting(long seconds) {
        long whole = Math.max(0, seconds);
        if (whole < MINUTE) {
            return whole + unit("s");
        }
        if (whole < HOUR) {
            return whole / MINUTE + unit("min");
        }
        if (whole < DAY_SECONDS) {
            return pair(whole / HOUR, "h", whole % HOUR / MINUTE, "min");
        }
        long days = whole / DAY_SECONDS;
        return pair(days, days == 1 ? "day" : "days", whole % DAY_SECONDS / HOUR, "h");
    }

    /** {@code 10:41:27}. */
    public static String timeOfDay(Instant utc) {
        return TIME_OF_DAY.format(utc);
    }

    /** {@code Sunday 22 November 2026}. */
    static String day(Instant utc) {
        return DAY.format(utc);
    }

    /** {@code 2026-11-22 10:41:27}, which may break between date and time and nowhere else. */
    public static String moment(Instant utc) {
        return MOMENT.format(utc);
    }

    /** {@code 1 day}, {@code 2 days}: the plural is regular or given by other means. */
    public static String counted(long number, String noun) {
        return Engineering.count(number) + NO_BREAK_SPACE + noun + (number == 1 ? "" : "s");
    }

    /** A clause as a sentence: with a capital and a full stop. */
    public static String sentence(String clause) {
        if (clause.isEmpty()) {
            return clause;
        }
        int first = clause.offsetByCodePoints(0, 1);
        var capital = clause.substring(0, first).toUpperCase(Locale.ROOT) + clause.substring(first);
        return capital.endsWith(".") ? capital : capital + '.';
    }

    /** The commonest reasons first, at most {@code most} of them, then one row for the rest. */
    public static List<Tile.Row> reasons(Map<String, Long> counts, int most) {
        var sorted = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        var rows = sorted.stream()
                .limit(most)
                .map(entry -> new Tile.Row(entry.getKey(), "", Engineering.count(entry.getValue())));
        long rest = sorted.stream().skip(most).mapToLong(Map.Entry::getValue).sum();
        var others =
                rest > 0 ? List.of(new Tile.Row("other reasons", "", Engineering.count(rest))) : List.<Tile.Row>of();
        return Stream.concat(rows, others.stream()).toList();
    }

    private static String unit(String symbol) {
        return NO_BREAK_SPACE + symbol;
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        String leading = large + unit(largeUnit);
        return small == 0 ? leading : leading + NO_BREAK_SPACE + small + unit(smallUnit);
    }
}
