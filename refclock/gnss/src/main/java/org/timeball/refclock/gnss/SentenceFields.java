package org.timeball.refclock.gnss;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

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

    /** A whole number, a fraction being cut off; empty when nothing stands there. */
    OptionalInt number(int index, String name, int minimum, int maximum) {
        String text = text(index);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        boolean isNegative = whole.startsWith("-");
        String digits = isNegative ? whole.substring(1) : whole;
        if (digits.length() > 9 || !isDigits(digits) || point >= 0 && !isDigits(text.substring(point + 1))) {
            return refuseNumber(index, name, "not a number: " + text);
        }
        int value = isNegative ? -Integer.parseInt(digits) : Integer.parseInt(digits);
        if (value < minimum || value > maximum) {
            return refuseNumber(index, name, value + " is not in " + minimum + ".." + maximum);
        }
        return OptionalInt.of(value);
    }

    /** A number with or without a fraction; empty when nothing stands there. */
    OptionalDouble decimal(int index, String name) {
        String text = text(index);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        int point = text.indexOf('.');
        boolean isNumber = text.length() <= 18
                && isDigits(point < 0 ? text : text.substring(0, point))
                && (point < 0 || point + 1 == text.length() || isDigits(text.substring(point + 1)));
        if (!isNumber) {
            refuse(index, name, "not a number: " + text);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    /** The same, with or without a minus before it. */
    OptionalDouble signedDecimal(int index, String name) {
        if (!text(index).startsWith("-")) {
            return decimal(index, name);
        }
        var without = new SentenceFields(text(index).substring(1)).decimal(0, name);
        if (without.isEmpty()) {
            refuse(index, name, "not a number: " + text(index));
            return without;
        }
        return OptionalDouble.of(-without.getAsDouble());
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
        String side = text(index + 1);
        if (written.isEmpty() || side.isEmpty()) {
            return OptionalDouble.empty();
        }
        double degrees = Math.floor(written.getAsDouble() / 100);
        double minutes = written.getAsDouble() - 100 * degrees;
        double angle = degrees + minutes / 60;
        // MediaTek writes 8960.0000 for a pole it does not stand at
        boolean isSomewhere = minutes <= 60 && angle <= mostDegrees && (side.equals(positive) || side.equals(negative));
        return isSomewhere ? OptionalDouble.of(side.equals(positive) ? angle : -angle) : OptionalDouble.empty();
    }

    /** A short whole number and nothing else; empty if it is anything else. */
    static OptionalInt digits(String text) {
        return text.length() <= 9 && isDigits(text) ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** The fields from {@code index} on. */
    List<String> from(int index) {
        return IntStream.range(index, count()).mapToObj(this::text).toList();
    }

    /** A time written {@code hhmmss} with any fraction to the nanosecond; empty when nothing stands there. */
    OptionalLong timeOfDayNanos(int index) {
        String text = text(index);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean hasFraction = text.length() > 6;
        String fraction = hasFraction ? text.substring(7) : "";
        if (text.length() < 6
                || !isDigits(text.substring(0, 6))
                || hasFraction && text.charAt(6) != '.'
                || fraction.length() > 9
                || !fraction.isEmpty() && !isDigits(fraction)) {
            return refuse(index, "time", "not hhmmss.sss: " + text);
        }
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(2, 4));
        int second = Integer.parseInt(text.substring(4, 6));
        if (hour > 23 || minute > 59 || second > 60) {
            return refuse(index, "time", "no such time of day: " + text);
        }
        long nanos = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
        return OptionalLong.of(((hour * 60L + minute) * 60 + second) * NANOS_PER_SECOND + nanos);
    }

    /** A date written {@code ddmmyy}, of 1980 to 2079; empty when nothing stands there. */
    OptionalLong shortDate(int index) {
        String text = text(index);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (text.length() != 6 || !isDigits(text)) {
            return refuse(index, "date", "not ddmmyy: " + text);
        }
        int year = 1900 + Integer.parseInt(text.substring(4));
        return day(
                index,
                year < YEARS_OF_GPS ? year + 100 : year,
                Integer.parseInt(text.substring(2, 4)),
                Integer.parseInt(text.substring(0, 2)));
    }

    /** A date in three fields, day, month and four-digit year; empty when one of them is. */
    OptionalLong longDate(int index) {
        var day = number(index, "day", 0, 31);
        var month = number(index + 1, "month", 0, 12);
        var year = number(index + 2, "year", 0, 2199);
        if (day.isEmpty() || month.isEmpty() || year.isEmpty()) {
            return OptionalLong.empty();
        }
        return day(index, year.getAsInt(), month.getAsInt(), day.getAsInt());
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

    private OptionalInt refuseNumber(int index, String name, String reason) {
        refuse(index, name, reason);
        return OptionalInt.empty();
    }

    private static boolean isDigits(String text) {
        // A loop, for this is asked of every field: as a stream it made a third of all the receiver's garbage.
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
