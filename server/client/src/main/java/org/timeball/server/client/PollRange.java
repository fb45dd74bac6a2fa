package org.timeball.server.client;

import java.time.Duration;

/**
 * How often a server is asked.
 *
 * @param shortestLog2 log₂ seconds between two polls of a server that answers, 3 to {@value #LONGEST_LOG2}
 * @param longestLog2  of one that does not, not less, up to {@value #LONGEST_LOG2}
 * @param spacing      what two requests are apart at least, whoever is in a hurry
 */
public record PollRange(int shortestLog2, int longestLog2, Duration spacing) {

    /** However often a server asks us to slow down (RFC 8633 §5.5). */
    public static final int LONGEST_LOG2 = 13;

    /** From 32 s to 2048 s, two requests at least 2 s apart (RFC 5905 §13). */
    public static final PollRange USUAL = new PollRange(5, 11, Duration.ofSeconds(2));

    private static final int SHORTEST_LOG2 = 3;

    /** Refuses a range that is none. */
    public PollRange {
        if (shortestLog2 < SHORTEST_LOG2 || longestLog2 < shortestLog2 || longestLog2 > LONGEST_LOG2) {
            throw new IllegalArgumentException("polls of 2^%d to 2^%d s are not within 2^%d to 2^%d"
                    .formatted(shortestLog2, longestLog2, SHORTEST_LOG2, LONGEST_LOG2));
        }
        if (spacing.isNegative()) {
            throw new IllegalArgumentException("requests cannot be " + spacing + " apart");
        }
    }
}
