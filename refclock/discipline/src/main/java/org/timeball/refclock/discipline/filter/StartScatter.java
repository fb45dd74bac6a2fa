package org.timeball.refclock.discipline.filter;

/**
 * What is believed of the scatter of a line that is known by a few pulses only, as a discipline starts.
 *
 * <p>What pulses usually do counts as much as four of them, until it is plain that this line is worse: from then on its
 * own deviation counts, widened for being known from so few. Of sentences nothing is assumed: their kind's systematic
 * error is far wider than a few of them scatter.
 */
final class StartScatter {

    /** From so many pulses on there is a deviation to speak of. */
    static final int LEAST_PULSES = 4;

    /** A pulse's jitter before any is known, and how many pulses that belief is worth. */
    static final double EXPECTED_JITTER_SECONDS = 5e-6;

    private static final int EXPECTED_JITTER_PULSES = 4;

    /** No pulse that is stamped as it comes scatters so, be it by a process and not by the kernel. */
    private static final double PLAINLY_WORSE_SECONDS = 50e-6;

    /**
     * How many deviations, in fours, hold 99.9 % of the errors of a line through four to fifteen gaussian pulses at its
     * end: {@link PhaseTrack}'s deviation is a median's, and a line lies so near to four or five that it says next to
     * nothing. Counted on 40,000 lines of each length.
     */
    private static final double[] FEW_PULSES = {150, 165, 14, 14.6, 4.8, 3.9, 2.6, 2.5, 1.9, 1.9, 1.7, 1.6};

    private StartScatter() {}

    /**
     * The variance of one pulse, s².
     *
     * @param pulses           on the line, 0 to 15
     * @param deviationSeconds of one of them about it
     * @param isEdge           whether they are edges; sentences otherwise
     */
    static double variance(int pulses, double deviationSeconds, boolean isEdge) {
        if (isEdge && pulses >= LEAST_PULSES && deviationSeconds > PLAINLY_WORSE_SECONDS) {
            double widest = FEW_PULSES[pulses - LEAST_PULSES] * deviationSeconds;
            return widest * widest;
        }
        double expected = EXPECTED_JITTER_PULSES * EXPECTED_JITTER_SECONDS * EXPECTED_JITTER_SECONDS;
        return (expected + pulses * deviationSeconds * deviationSeconds) / (EXPECTED_JITTER_PULSES + pulses);
    }
}
