package org.timeball.server.control;

import java.util.List;

/**
 * What is known of leap seconds.
 *
 * @param taiMinusUtcSeconds   TAI − UTC now
 * @param mode                 what is done when one comes: {@code kernel}, {@code step}, {@code slew}, {@code smear},
 *     {@code ignore}
 * @param next                 the one that is believed to come, in words; empty when none is
 * @param nextUtcSecond        the first second after it, since the Unix epoch; 0 when there is none
 * @param votes                what every source says
 * @param objection            why what is believed may be wrong, or why nothing is; empty when all is well
 * @param file                 where the list in use came from; empty when there is no file
 * @param fileUpdatedUtcSecond when the list was made, since the Unix epoch
 * @param fileExpiresUtcSecond when it expires or expired, since the Unix epoch
 * @param isFileExpired        whether it has
 * @param smearSeconds         what is added to UTC in served time at present
 */
public record LeapRecord(
        int taiMinusUtcSeconds,
        String mode,
        String next,
        long nextUtcSecond,
        List<Vote> votes,
        String objection,
        String file,
        long fileUpdatedUtcSecond,
        long fileExpiresUtcSecond,
        boolean isFileExpired,
        double smearSeconds) {

    /** Nothing was told. */
    public static final LeapRecord UNTOLD = new LeapRecord(0, "", "", 0, List.of(), "", "", 0, 0, false, 0);

    /** Copies the list. */
    public LeapRecord {
        votes = List.copyOf(votes);
    }

    /**
     * What one source says.
     *
     * @param source as {@code the receiver}
     * @param says   {@code a second inserted before 2027-01-01}, {@code none}, {@code nothing}
     */
    public record Vote(String source, String says) {}
}
