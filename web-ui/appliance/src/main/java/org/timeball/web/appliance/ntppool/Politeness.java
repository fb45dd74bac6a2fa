package org.timeball.web.appliance.ntppool;

import java.time.Duration;

/**
 * How long a site that belongs to others is left in peace: a quarter of an hour, as the pool asks for; after failures longer and
 * longer, and never shorter than the site itself says.
 *
 * @param failures in a row
 */
record Politeness(int failures) {

    static final Duration INTERVAL = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(6);

    private static final int MOST_DOUBLINGS = 5;

    /** After an answer, or a failure. */
    Politeness after(boolean isAnswered) {
        return new Politeness(isAnswered ? 0 : failures + 1);
    }

    /** @param wanted what the site asked for; zero where it asked for nothing */
    Duration pause(Duration wanted) {
        var own = INTERVAL.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        var capped = own.compareTo(LONGEST) > 0 ? LONGEST : own;
        return wanted.compareTo(capped) > 0 ? wanted : capped;
    }
}
