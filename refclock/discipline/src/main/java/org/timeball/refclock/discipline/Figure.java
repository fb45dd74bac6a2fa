package org.timeball.refclock.discipline;

import java.util.Locale;

/** Writes seconds for people, in the unit that suits them: {@code 23 µs}, {@code 0.30 µs}, {@code 100 ms}, {@code 2.5 s}. */
public final class Figure {

    private Figure() {}

    /** @param seconds any; the sign is dropped */
    public static String ofSeconds(double seconds) {
        double size = Math.abs(seconds);
        if (size < 100e-9) {
            return rounded(size * 1e9) + " ns";
        }
        if (size < 1e-3) {
            return rounded(size * 1e6) + " µs";
        }
        return size < 1 ? rounded(size * 1e3) + " ms" : rounded(size) + " s";
    }

    /** {@code late by 23 µs}, or {@code early by …}: which side of its second a pulse was stamped on. */
    public static String lateness(double seconds) {
        if (seconds == 0) {
            return "on time";
        }
        return (seconds < 0 ? "early by " : "late by ") + ofSeconds(seconds);
    }

    private static String rounded(double value) {
        String format = value < 1 ? "%.2f" : value < 10 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
