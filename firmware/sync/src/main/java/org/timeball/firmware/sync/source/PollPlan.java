package org.timeball.firmware.sync.source;

import java.time.Duration;
import org.timeball.server.state.SourceSettings;

/**
 * When a server is asked next: four times in a row at first, so that the clock is right within seconds, then as often as
 * the clock needs it; after a poll that failed sooner than that, and later and later while it goes on failing.
 *
 * @param shortestLog2 log₂ seconds, what the operator allows
 * @param longestLog2  log₂ seconds, the same
 * @param burstLeft    answers still wanted in a row
 * @param failures     polls in a row that brought nothing
 */
record PollPlan(int shortestLog2, int longestLog2, int burstLeft, int failures) {

    private static final int BURST = 4;
    private static final int FIRST_RETRY_SECONDS = 10;
    private static final double RETRY_GROWTH = 1.5;
    private static final long MILLIS_PER_SECOND = 1_000;

    /** What two requests are apart at least (RFC 5905 §13). */
    private static final Duration APART = Duration.ofSeconds(2);

    static PollPlan starting(SourceSettings source) {
        return new PollPlan(source.shortestPollLog2(), source.longestPollLog2(), BURST, 0);
    }

    PollPlan answered() {
        return new PollPlan(shortestLog2, longestLog2, Math.max(0, burstLeft - 1), 0);
    }

    PollPlan failed() {
        return new PollPlan(shortestLog2, longestLog2, burstLeft, failures + 1);
    }

    /** Whether the next request belongs to the same poll as the last. */
    boolean isInBurst() {
        return failures == 0 && burstLeft > 0 && burstLeft < BURST;
    }

    /** The interval of a server that answers, log₂ seconds. */
    int pollLog2(int advisedLog2) {
        return Math.clamp(advisedLog2, shortestLog2, longestLog2);
    }

    /**
     * How long to wait from the last poll to the next.
     *
     * @param advisedLog2 how often the clock wants its servers asked, log₂ seconds
     */
    Duration rest(int advisedLog2) {
        if (failures > 0) {
            double seconds = Math.min(FIRST_RETRY_SECONDS * Math.pow(RETRY_GROWTH, failures - 1), 1 << longestLog2);
            return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
        }
        return isInBurst() ? APART : Duration.ofSeconds(1L << pollLog2(advisedLog2));
    }
}
