package org.timeball.refclock.discipline.filter;

/**
 * Tells bursts of latency from steps of the phase by what the line has done before: where interrupts have had to wait for
 * seconds they will have to wait again.
 *
 * <p>A burst begins at once and not creeping as a ramp of the frequency does, makes pulses late and never early, and ends
 * with pulses where they were expected before it. The first one may be followed; from then on pulses that are late
 * together are believed only when they outlast all that came back. The way back is never barred, for early pulses have no
 * such excuse. Not thread-safe.
 */
final class LatencyBursts {

    /** Fewer late ones in a row are chance. */
    private static final int SHORTEST = 3;

    /** A burst may last so many times the longest that was seen, but for not more than a minute. */
    private static final double MARGIN = 2;

    private static final int LONGEST_SECONDS = 60;

    /** The longest is forgotten over a day. */
    private static final double KEPT = 1 - 1.0 / 86_400;

    /** Pulses before a burst lie about the prediction, and those before the far end of a ramp well on one side of it. */
    private static final double LEAN_DEVIATIONS = 1.5;

    private static final int LEAN_OVER = 3;

    /** A line that has become noisier has early suspects, too, and one in which so many are late is no longer bursting. */
    private static final double MANY_EARLY = 0.05;

    private static final int EARLY_OVER = 32;
    private static final double MANY_LATE = 0.15;
    private static final int LATE_OVER = 512;

    private double longest;
    private long followedFrom = Long.MIN_VALUE / 2;
    private long pulses;
    private double earlyShare;
    private double lateShare;
    private double lean;

    private int lateInARow;
    private boolean isAbrupt;
    private long since;
    private double phaseBefore;
    private double frequencyBefore;

    /**
     * Where a pulse is and where it was expected.
     *
     * @param second           its number
     * @param freePhaseSeconds of the free-running clock
     * @param expectedSeconds  the same by all that was known before
     * @param frequency        the free-running clock's by all that was known before, s/s
     * @param deviationSeconds one deviation of the line
     */
    record Sighting(
            long second, double freePhaseSeconds, double expectedSeconds, double frequency, double deviationSeconds) {

        double innovation() {
            return freePhaseSeconds - expectedSeconds;
        }
    }

    /** Takes the next pulse, suspect or not. */
    void pulse(Sighting seen, boolean isSuspect) {
        boolean isLate = isSuspect && seen.innovation() > 0;
        pulses++;
        longest *= KEPT;
        earlyShare += ((isSuspect && !isLate ? 1 : 0) - earlyShare) / EARLY_OVER;
        lateShare += ((isLate ? 1 : 0) - lateShare) / Math.min(pulses, LATE_OVER);
        if (isLate) {
            if (lateInARow++ == 0) {
                begin(seen);
            }
        } else {
            end(seen);
        }
        if (!isSuspect) {
            lean += (seen.innovation() - lean) / LEAN_OVER;
        }
    }

    /** Whether late pulses are in a row that, by what was seen, may be a burst: not to be followed yet. */
    boolean mayBeOne() {
        return lateInARow > 0 && isAbrupt && lateInARow < Math.min(LONGEST_SECONDS, MARGIN * longest);
    }

    /** Whether the newest pulse is better not heard: it is late on a line that has bursts and is otherwise quiet. */
    boolean isInOne() {
        boolean isQuiet = earlyShare < MANY_EARLY && lateShare < MANY_LATE;
        return lateInARow > 0 && isAbrupt && longest > 0 && isQuiet;
    }

    /** Suspects were followed, the first of them in a second: late ones, or early ones that may be the way back. */
    void followed(long firstSecond, boolean isLate) {
        if (isLate) {
            followedFrom = firstSecond;
        } else if (firstSecond - followedFrom <= LONGEST_SECONDS) {
            longest = Math.max(longest, firstSecond - followedFrom);
        }
        clear();
    }

    /** The row is broken off: pulses were missing, or the world has changed. */
    void clear() {
        lateInARow = 0;
    }

    private void begin(Sighting seen) {
        isAbrupt = Math.abs(lean) < LEAN_DEVIATIONS * seen.deviationSeconds();
        since = seen.second();
        phaseBefore = seen.expectedSeconds();
        frequencyBefore = seen.frequency();
    }

    private void end(Sighting seen) {
        double before = phaseBefore + frequencyBefore * (seen.second() - since);
        boolean isBack =
                Math.abs(seen.freePhaseSeconds() - before) < SuspectRun.NEAR_DEVIATIONS * seen.deviationSeconds();
        if (lateInARow >= SHORTEST && isAbrupt && isBack) {
            longest = Math.max(longest, lateInARow);
        }
        lateInARow = 0;
    }
}
