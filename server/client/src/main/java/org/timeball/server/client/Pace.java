package org.timeball.server.client;

/**
 * When the next request is due: one poll after an answer, later and later without one, later for good when the server says
 * RATE.
 *
 * @param range         what the operator allows
 * @param pollLog2      log₂ seconds between two polls of a server that answers
 * @param unanswered    requests in a row that nobody answered
 * @param dueNanos      the next request is due
 * @param earliestNanos and may not leave before, in whatever hurry
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-13">RFC 5905 §13, poll process</a>
 */
record Pace(PollRange range, int pollLog2, int unanswered, long dueNanos, long earliestNanos) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** The first request is due at once. */
    static Pace starting(PollRange range, long nowNanos) {
        return new Pace(range, range.shortestLog2(), 0, nowNanos, nowNanos);
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    Pace asked(long nowNanos) {
        return new Pace(
                range,
                pollLog2,
                unanswered,
                dueNanos,
                nowNanos + range.spacing().toNanos());
    }

    Pace answered(long nowNanos) {
        return new Pace(range, pollLog2, 0, nowNanos + interval(pollLog2), earliestNanos);
    }

    /** Each time twice as long, up to the longest. */
    Pace unanswered(long nowNanos) {
        int log2 = Math.max(pollLog2, Math.min(pollLog2 + unanswered, range.longestLog2()));
        return new Pace(range, pollLog2, unanswered + 1, nowNanos + interval(log2), earliestNanos);
    }

    /**
     * As a kiss of RATE wants it: from now on half as often, and not more often than the kiss itself says.
     *
     * @param kissPollLog2 the poll field of the kiss, any number
     */
    Pace slowed(int kissPollLog2, long nowNanos) {
        int slower = Math.clamp(Math.max(pollLog2 + 1, kissPollLog2), pollLog2, PollRange.LONGEST_LOG2);
        long due = nowNanos + interval(slower);
        return new Pace(range, slower, 0, due, due);
    }

    /** Due as soon as it may be. */
    Pace hurried(long nowNanos) {
        long due = nowNanos - earliestNanos >= 0 ? nowNanos : earliestNanos;
        return new Pace(range, pollLog2, unanswered, due, earliestNanos);
    }

    private static long interval(int log2) {
        return NANOS_PER_SECOND << log2;
    }
}
