package org.timeball.server.control;

/** Ages in words, in their largest unit. */
public final class Age {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Age() {}

    /**
     * As {@code 32 s ago}, {@code 5 min ago}, {@code 3 h ago}, {@code 2 days ago}, or {@code never}.
     *
     * @param seconds that passed since; NaN where it never was
     */
    public static String words(double seconds) {
        if (Double.isNaN(seconds)) {
            return "never";
        }
        long whole = Math.round(seconds);
        if (whole < 2 * MINUTE) {
            return whole + " s ago";
        }
        if (whole < 2 * HOUR) {
            return whole / MINUTE + " min ago";
        }
        return whole < 2 * DAY ? whole / HOUR + " h ago" : whole / DAY + " days ago";
    }
}
