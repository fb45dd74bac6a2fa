package org.timeball.refclock.discipline.leap;

import org.timeball.refclock.time.SmearShape;

/**
 * A leap second spread over the day from noon before it to noon after it, so that served time meets UTC at both ends.
 *
 * <p>In the middle, at the leap second, served time is half a second from UTC on either side. The linear shape is that
 * of the big public providers (11.57 ppm); the cosine begins and ends softly and is steeper in the middle. Smeared time
 * is not UTC: it is for a private network whose clients know no other servers (RFC 8633 §3.7.1).
 *
 * @param offsetNanos what to add to UTC
 * @param ratePpb     how fast that grows, parts per billion
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8633#section-3.7.1">RFC 8633 §3.7.1</a>
 */
public record Smear(long offsetNanos, double ratePpb) {

    /** None: served time is UTC. */
    public static final Smear NONE = new Smear(0, 0);

    static final long HALF_DAY_SECONDS = LeapSecond.DAY_SECONDS / 2;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Whether a second is within the day of a leap second's smear, by a clock that has or has not taken it. */
    static boolean covers(LeapSecond leap, long utcSecond) {
        long from = leap.eventUtcSecond() - HALF_DAY_SECONDS;
        return utcSecond >= from && utcSecond < leap.eventUtcSecond() + HALF_DAY_SECONDS;
    }

    /**
     * The smear at an instant.
     *
     * @param leap     what is smeared
     * @param utcNanos the disciplined clock
     * @param isTaken  whether that clock has been carried over the leap second, so that it counts anew
     */
    static Smear at(LeapSecond leap, long utcNanos, boolean isTaken, SmearShape shape) {
        long startNanos = (leap.eventUtcSecond() - HALF_DAY_SECONDS) * SECOND_NANOS;
        long shiftNanos = isTaken ? leap.change() * SECOND_NANOS : 0;
        double elapsed = utcNanos - startNanos + shiftNanos;
        double whole = (double) (LeapSecond.DAY_SECONDS + leap.change()) * SECOND_NANOS;
        if (elapsed < 0 || elapsed >= whole) {
            return NONE;
        }
        double part = elapsed / whole;
        double done =
                switch (shape) {
                    case LINEAR -> part;
                    case COSINE -> (1 - Math.cos(Math.PI * part)) / 2;
                };
        double slope =
                switch (shape) {
                    case LINEAR -> 1;
                    case COSINE -> Math.PI / 2 * Math.sin(Math.PI * part);
                };
        double nanos = -leap.change() * (double) SECOND_NANOS;
        return new Smear(shiftNanos + Math.round(nanos * done), nanos / whole * slope * 1e9);
    }
}
