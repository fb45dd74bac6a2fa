package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.network.Ageing;
import org.timeball.refclock.discipline.network.Interval;

/**
 * How often sources are best asked: so seldom that until the next answer the clock is expected to stray about as far as
 * an answer is uncertain, and the bound to grow no more than to twice what an answer leaves open. Asked more often it would
 * learn little, asked less often it would lose what it knew.
 *
 * <p>RFC 5905 counts offsets that are smaller than four times the jitter; this asks the filter, which knows how the
 * frequency walks. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-13">RFC 5905 §13</a>
 */
final class PollAdvice {

    /** So many updates in a row must be for a longer interval. */
    private static final int PATIENCE = 3;

    private final int shortestLog2;
    private final int longestLog2;
    private int log2;
    private int longer;

    PollAdvice(NetworkClockSettings settings) {
        this.shortestLog2 = settings.shortestPollLog2();
        this.longestLog2 = settings.longestPollLog2();
        this.log2 = shortestLog2;
    }

    int log2() {
        return log2;
    }

    double seconds() {
        return 1L << log2;
    }

    /** Something is amiss: it is to be known soon how it goes on. */
    void hurry() {
        log2 = shortestLog2;
        longer = 0;
    }

    /**
     * There was an update.
     *
     * @param jitterSeconds one standard deviation of what was measured
     * @param truth         where the truth is
     * @param ageing        what time does to that
     */
    void onUpdate(Course course, double jitterSeconds, Interval truth, Ageing ageing) {
        double open = (truth.high() - truth.low()) / 2;
        if (ageing.doubtSeconds(seconds()) > open || course.phaseDeviationAfter(seconds()) > 2 * jitterSeconds) {
            log2 = Math.max(shortestLog2, log2 - 1);
            longer = 0;
        } else if (ageing.doubtSeconds(2 * seconds()) <= open
                && course.phaseDeviationAfter(2 * seconds()) <= jitterSeconds
                && ++longer >= PATIENCE) {
            log2 = Math.min(longestLog2, log2 + 1);
            longer = 0;
        }
    }
}
