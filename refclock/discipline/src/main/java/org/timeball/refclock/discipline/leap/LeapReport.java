package org.timeball.refclock.discipline.leap;

import java.util.List;
import java.util.Optional;
import org.timeball.refclock.time.LeapMode;

/**
 * What is known of leap seconds at one instant.
 *
 * @param taiMinusUtcSeconds TAI − UTC now
 * @param next               the leap second that is believed to come
 * @param votes              what every source says
 * @param objection          why what is believed may be wrong, or why nothing is; empty when all is well
 * @param file               where the list in use came from; empty when it is built in
 * @param fileUpdatedUtcSecond when it was made
 * @param fileExpiresUtcSecond when it expires or expired
 * @param mode               what is done when a leap second comes
 * @param smearSeconds       what is added to UTC in served time at present
 */
public record LeapReport(
        int taiMinusUtcSeconds,
        Optional<LeapSecond> next,
        List<LeapVote> votes,
        String objection,
        String file,
        long fileUpdatedUtcSecond,
        long fileExpiresUtcSecond,
        LeapMode mode,
        double smearSeconds) {

    /** Copies the list. */
    public LeapReport {
        votes = List.copyOf(votes);
    }
}
