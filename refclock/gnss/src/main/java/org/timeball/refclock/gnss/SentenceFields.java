package org.timeball.refclock.gnss;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The comma-separated fields of one sentence, read by index.
 *
 * <p>An empty or missing field is a normal answer. A field that holds what it must not is remembered, the first one
 * only, and {@link #malformed} tells of it; the reads after it are harmless. So a decoder reads all it wants and asks
 * once.
 */
final class SentenceFields {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int YEARS_OF_GPS = 1980;

    /** Of a whole number, and of a fraction of a second. */
    private static final int MOST_DIGITS = 9;

    /** With its point. */
    private static final int LONGEST_DECIMAL = 18;

    /** Whole numbers up to this one are doubles, too. */
    private static final long EXACT = 1L << 53;

    /** Of ten. */
    private static final long[] POWERS = LongStream.iterate(1, power -> 10 * power)
            .limit(LONGEST_DECIMAL + 1)
            .toArray();

    private final String body;

    /** Where each field begins, and one past the last one's comma; most fields are never cut out. */
    private final int[] starts;

    private Optional<ReceiverMessage.Malformed> malformed = Optional.empty();

    /** @param body what stands between {@code $} and {@code *} */
    SentenceFields(String body) {
        this.body = body;
        int commas = 0;
        for (int i = 0; i < body.length(); i++) {
            commas += body.charAt(i) == ',' ? 1 : 0;
        }
        starts = new int[commas + 2];
        int field = 1;
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) == ',') {
                starts[field++] = i + 1;
            }
        }
        starts[field] = body.length() + 1;
    }

    /** Field 0: talker and type. */
    String address() {
        return text(0);
    }

    int count() {
        return starts.length - 1;
    }

    /** The first field that could not be read, if any. */
    Optional<ReceiverMessage.Malformed> malformed() {
        return malformed;
    }

    /** The field as it stands; empty when it is missing. */
    String text(int index) {
        return index < count() ? body.substring(starts[index], starts[index + 1] - 1) : "";
    }

    /** Whether the field is this word and nothing else. */
    boolean says(int index, String word) {
        int from = start(index);
        return end(index) - from == word.length() && body.startsWith(word, from);
    }

    /**
     * A whole number, a fraction being cut off.
     *
     * @param absent returned when nothing stands there, or what is none of {@code minimum} to {@code maximum}
     */
    int number(int index, String name, int minimum, int maximum, int absent) {
        int from = start(index);
        int to = end(index);
        if (from == to) {
            return absent;
        }
        int point = pointIn(from, to);
        boolean isNegative = body.charAt(from) == '-';
        int first = isNegative ? from + 1 : from;
        if (point - first > MOST_DIGITS || !isDigits(first, point) || point < to && !isDigits(point + 1, to)) {
            refuse(index, name, "not a number: " + text(index));
            return absent;
        }
        int value = (int) (isNegative ? -digits(first, point) : digits(first, point));
        if (value < minimum || value > maximum) {
            refuse(index, name, value + " is not in " + minimum + ".." + maximum);
            return absent;
        }
        return value;
    }

    /** A number with or without a fraction; empty when nothing stands there. */
    OptionalDouble decimal(int index, String name) {
        return decimal(index, start(index), name);
    }

    /** The same, with or without a minus before it. */
    OptionalDouble signedDecimal(int index, String name) {
        int from = start(index);
        boolean isNegative = from < end(index) && body.charAt(from) == '-';
        if (!isNegative) {
            return decimal(index, from, name);
        }
        if (from + 1 == end(index)) {
            refuse(index, name, "not a number: -");
            return OptionalDouble.empty();
        }
        var without = decimal(index, from + 1, name);
        return without.isEmpty() ? without : OptionalDouble.of(-without.getAsDouble());
    }

    /** The field's number from a place in it on. */
    private OptionalDouble decimal(int index, int from, String name) {
        int to = end(index);
        if (from == to) {
            return OptionalDouble.empty();
        }
        int point = pointIn(from, to);
        boolean hasFraction = point + 1 < to;
        if (to - from > LONGEST_DECIMAL || !isDigits(from, point) || hasFraction && !isDigits(point + 1, to)) {
            refuse(index, name, "not a number: " + text(index));
            return OptionalDouble.empty();
        }
        int places = hasFraction ? to - point - 1 : 0;
        long digits = hasFraction ? digits(from, point) * POWERS[places] + digits(point + 1, to) : digits(from, point);
        // Both are exact below, so that one division rounds as reading the text would.
        return OptionalDouble.of(
                digits <= EXACT ? (double) digits / POWERS[places] : Double.parseDouble(body.substring(from, to)));
    }

    /**
     * A place on the ground.
     *
     * @param latitudeDegrees  positive to the north
     * @param longitudeDegrees positive to the east
     */
    record Place(double latitudeDegrees, double longitudeDegrees) {
        /** That place at a height above the ellipsoid, if it is known. */
        Position at(OptionalDouble heightMetres) {
            return new Position(latitudeDegrees, longitudeDegrees, heightMetres);
        }
    }

    /**
     * Latitude, N or S, longitude, E or W, each angle written as degrees with two digits of minutes and a fraction
     * behind them; empty when one of the four is, or when they are nowhere: before a fix SiRF writes 36000.0000,N for
     * a latitude, and that must not cost the sentence its other fields.
     */
    Optional<Place> place(int index) {
        var latitude = angle(index, "latitude", "N", "S", 90);
        var longitude = angle(index + 2, "longitude", "E", "W", 180);
        return latitude.isEmpty() || longitude.isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(latitude.getAsDouble(), longitude.getAsDouble()));
    }

    private OptionalDouble angle(int index, String name, String positive, String negative, int mostDegrees) {
        var written = decimal(index, name);
        if (written.isEmpty()) {
            return OptionalDouble.empty();
        }
        double degrees = Math.floor(written.getAsDouble() / 100);
        double minutes = written.getAsDouble() - 100 * degrees;
        double angle = degrees + minutes / 60;
        // MediaTek writes 8960.0000 for a pole it does not stand at
        boolean isPositive = says(index + 1, positive);
        boolean isSomewhere = minutes <= 60 && angle <= mostDegrees && (isPositive || says(index + 1, negative));
        return isSomewhere ? OptionalDouble.of(isPositive ? angle : -angle) : OptionalDouble.empty();
    }

    /** A short whole number and nothing else; empty if it is anything else. */
    static OptionalInt digits(String text) {
        return text.length() <= MOST_DIGITS && isDigits(text, 0, text.length())
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** The fields from {@code index} on. */
    List<String> from(int index) {
        return IntStream.range(index, count()).mapToObj(this::text).toList();
    }

    /** A time written {@code hhmmss} with any fraction to the nanosecond; empty when nothing stands there. */
    OptionalLong timeOfDayNanos(int index) {
        int from = start(index);
        int to = end(index);
        if (from == to) {
            return OptionalLong.empty();
        }
        int point = from + 6;
        int fraction = point + 1;
        if (to < point
                || !isDigits(from, point)
                || to > point && body.charAt(point) != '.'
                || to - fraction > MOST_DIGITS
                || to > fraction && !isDigits(fraction, to)) {
            return refuse(index, "time", "not hhmmss.sss: " + text(index));
        }
        long hour = digits(from, from + 2);
        long minute = digits(from + 2, from + 4);
        long second = digits(from + 4, point);
        if (hour > 23 || minute > 59 || second > 60) {
            return refuse(index, "time", "no such time of day: " + text(index));
        }
        long nanos = to > fraction ? digits(fraction, to) * POWERS[MOST_DIGITS - (to - fraction)] : 0;
        return OptionalLong.of(((hour * 60 + minute) * 60 + second) * NANOS_PER_SECOND + nanos);
    }

    /** A date written {@code ddmmyy}, of 1980 to 2079; empty when nothing stands there. */
    OptionalLong shortDate(int index) {
        int from = start(index);
        int to = end(index);
        if (from == to) {
            return OptionalLong.empty();
        }
        if (to - from != 6 || !isDigits(from, to)) {
            return refuse(index, "date", "not ddmmyy: " + text(index));
        }
        int year = 1900 + (int) digits(from + 4, to);
        return day(index, year < YEARS_OF_GPS ? year + 100 : year, (int) digits(from + 2, from + 4), (int)
                digits(from, from + 2));
    }

    /** A date in three fields, day, month and four-digit year; empty when one of them is. */
    OptionalLong longDate(int index) {
        int day = number(index, "day", 0, 31, -1);
        int month = number(index + 1, "month", 0, 12, -1);
        int year = number(index + 2, "year", 0, 2199, -1);
        return day < 0 || month < 0 || year < 0 ? OptionalLong.empty() : day(index, year, month, day);
    }

    private OptionalLong day(int index, int year, int month, int day) {
        try {
            return OptionalLong.of(LocalDate.of(year, month, day).toEpochDay());
        } catch (DateTimeException _) {
            return refuse(index, "date", "no such day: %d-%d-%d".formatted(year, month, day));
        }
    }

    private OptionalLong refuse(int index, String name, String reason) {
        if (malformed.isEmpty()) {
            malformed = Optional.of(new ReceiverMessage.Malformed(address(), name, 1 + starts[index], reason));
        }
        return OptionalLong.empty();
    }

    private int start(int index) {
        return index < count() ? starts[index] : body.length();
    }

    /** One past the field's last letter; where {@link #start} is when it is empty or missing. */
    private int end(int index) {
        return index < count() ? starts[index + 1] - 1 : body.length();
    }

    /** Where the point stands; {@code to} when there is none. */
    private int pointIn(int from, int to) {
        int point = body.indexOf('.', from, to);
        return point < 0 ? to : point;
    }

    /** The number that at most eighteen digits write. */
    private long digits(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = 10 * value + body.charAt(i) - '0';
        }
        return value;
    }

    // Loops over places in the sentence, for they are asked of every field: streams, and texts cut out, were two thirds
    // of
    // all the receiver's garbage.
    private boolean isDigits(int from, int to) {
        return isDigits(body, from, to);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
