package org.timeball.refclock.gnss;

/**
 * Undoes the rollover of the GPS week number, which ten bits carry: firmware older than 1,024 weeks dates itself 19.6
 * years back, the time of day staying right.
 *
 * @param floorUtcSecond a second known to be past, since the Unix epoch: the build's date, or the last good time that
 *     was saved, whichever is later
 */
public record WeekRollover(long floorUtcSecond) {

    /** One period of the ten-bit week number. */
    public static final long PERIOD_SECONDS = 1_024L * 7 * 86_400;

    /** What {@link Corrected#weeks} counts in. */
    public static final int PERIOD_WEEKS = 1_024;

    /** More would take a date of 1980 past 2038; a receiver that far off is not to be believed. */
    private static final int MOST_PERIODS = 3;

    /** A clock that set the floor may have been this much ahead. */
    private static final long SLACK_SECONDS = 86_400;

    /**
     * A second put where it belongs.
     *
     * @param utcSecond since the Unix epoch
     * @param weeks     what was added: 0, 1,024, 2,048 or 3,072
     */
    public record Corrected(long utcSecond, int weeks) {}

    /**
     * Adds whole periods while the second lies more than a day before the floor.
     *
     * @param utcSecond as the receiver says it, since the Unix epoch
     * @return the second itself when it needs no correction; still before the floor when three periods do not suffice
     */
    public Corrected correct(long utcSecond) {
        int periods = 0;
        long second = utcSecond;
        while (periods < MOST_PERIODS && second + SLACK_SECONDS < floorUtcSecond) {
            second += PERIOD_SECONDS;
            periods++;
        }
        return new Corrected(second, periods * PERIOD_WEEKS);
    }
}
