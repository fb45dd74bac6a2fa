package org.timeball.server.keyexchange;

import java.time.Duration;

/**
 * What one client, or all of them, may take.
 *
 * @param deadline    when a connection is closed, whatever its client does; counted from its acceptance, not from the
 *     last octet. A client that has shaken hands but not asked is told so a tenth of that time earlier
 * @param connections how many may stand at once; when another comes the oldest goes of the {@link ClientNetwork} that
 *     holds the most
 */
public record KeyExchangeLimits(Duration deadline, int connections) {

    /** Five seconds, for a client behind a slow line needs four round trips; as many as a small board bears. */
    public static final KeyExchangeLimits DEFAULT = new KeyExchangeLimits(Duration.ofSeconds(5), 512);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public KeyExchangeLimits {
        if (!deadline.isPositive() || connections < 1) {
            throw new IllegalArgumentException(
                    "deadline and connections must be positive, not %s and %d".formatted(deadline, connections));
        }
    }

    /** Time kept at the end for a last message to leave, and for the client to close its side. */
    public Duration farewell() {
        return deadline.dividedBy(10);
    }
}
