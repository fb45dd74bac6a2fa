package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.network.SelectionSettings;

/**
 * What the operator says of a clock that follows the network.
 *
 * @param selection       whom it may follow
 * @param steps           how it may be moved
 * @param shortestPollLog2 log₂ seconds, 3 to 13
 * @param longestPollLog2  log₂ seconds, not less, to 13
 * @param crystalPpb      how far off the oscillator may be before anything is known of it, 1,000 to 500,000
 * @param maxSlewPpb      how fast an offset may be slewed, 1,000 to 400,000
 * @param limitSeconds    a bound above this is not vouched for, above 0
 * @param disputeSeconds  how long sources that contradict the clock's own frequency are held off, not negative; a quarter
 *     of it where two or more agree
 */
public record NetworkClockSettings(
        SelectionSettings selection,
        StepPolicy steps,
        int shortestPollLog2,
        int longestPollLog2,
        double crystalPpb,
        double maxSlewPpb,
        double limitSeconds,
        double disputeSeconds) {

    /** Polls from 32 s to 2,048 s, a crystal within 100 ppm, slews of 300 ppm, a bound within a second. */
    public static final NetworkClockSettings USUAL =
            new NetworkClockSettings(SelectionSettings.USUAL, StepPolicy.USUAL, 5, 11, 100_000, 300_000, 1, 3_600);

    private static final int LEAST_POLL_LOG2 = 3;
    private static final int MOST_POLL_LOG2 = 13;

    /** Refuses what is out of range. */
    public NetworkClockSettings {
        if (shortestPollLog2 < LEAST_POLL_LOG2
                || longestPollLog2 < shortestPollLog2
                || longestPollLog2 > MOST_POLL_LOG2) {
            throw new IllegalArgumentException(
                    "polls of 2^" + shortestPollLog2 + " to 2^" + longestPollLog2 + " s are not within 2^3 to 2^13");
        }
        refuseOutside("a crystal off by ppb", crystalPpb, 1_000, 500_000);
        refuseOutside("slews of ppb", maxSlewPpb, 1_000, 400_000);
        refuseOutside("a bound in seconds", limitSeconds, Double.MIN_NORMAL, 16);
        refuseOutside("a dispute in seconds", disputeSeconds, 0, 7 * 86_400);
    }

    private static void refuseOutside(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(what + ": " + value + " is not within " + least + " to " + most);
        }
    }
}
