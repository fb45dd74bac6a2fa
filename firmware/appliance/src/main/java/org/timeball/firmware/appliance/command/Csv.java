package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Fields between commas.
 *
 * <p>chronyc quotes nothing, as none of its fields can hold a comma; ours can, and are quoted when they do (RFC 4180).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180 §2</a>
 */
final class Csv {

    private Csv() {}

    /** One line, with its newline. */
    static String line(Object... fields) {
        return Arrays.stream(fields).map(field -> quoted(field.toString())).collect(Collectors.joining(",", "", "\n"));
    }

    /** An offset or a delay: nine decimals. */
    static String seconds(double seconds) {
        return decimal("%.9f", seconds);
    }

    /** A frequency: three decimals. */
    static String ppm(double ppm) {
        return decimal("%.3f", ppm);
    }

    /** An interval or a rate: one decimal. */
    static String tenths(double value) {
        return decimal("%.1f", value);
    }

    /** An instant: seconds since the Unix epoch, nine decimals. */
    static String instant(long nanos) {
        var instant = Instant.ofEpochSecond(0, nanos);
        return String.format(Locale.ROOT, "%d.%09d", instant.getEpochSecond(), instant.getNano());
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String quoted(String field) {
        return field.matches("[^,\"\n\r]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
