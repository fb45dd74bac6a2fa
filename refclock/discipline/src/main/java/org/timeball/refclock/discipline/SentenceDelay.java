package org.timeball.refclock.discipline;

/**
 * How long after its pulse a receiver begins to speak, as learned from its last bursts.
 *
 * @param bursts           how many were looked at, 0 to 64
 * @param medianSeconds    0 to 1; 0 before the first
 * @param deviationSeconds scatter of one burst, as a standard deviation
 */
public record SentenceDelay(int bursts, double medianSeconds, double deviationSeconds) {

    /** Nothing learned yet. */
    public static final SentenceDelay UNKNOWN = new SentenceDelay(0, 0, 0);

    /** Nearer to a pulse than this, on either side, a burst may belong to the one before or the one after. */
    private static final double EARLIEST_SECONDS = 0.03;

    private static final double LATEST_SECONDS = 0.90;
    private static final double WIDEST_SECONDS = 0.1;

    /** Bursts so many deviations off are still to fall between the same two pulses. */
    private static final double DEVIATIONS = 2;

    /** Whether a burst tells by its time alone which pulse it speaks of. */
    public boolean isClear() {
        return bursts > 0
                && medianSeconds > EARLIEST_SECONDS
                && medianSeconds < LATEST_SECONDS
                && deviationSeconds < WIDEST_SECONDS
                && medianSeconds - DEVIATIONS * deviationSeconds > 0
                && medianSeconds + DEVIATIONS * deviationSeconds < 1;
    }
}
