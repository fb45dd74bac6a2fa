package org.timeball.server.keyexchange;

import java.time.Duration;

/**
 * What one client, or all of them, may take.
 *
 * @param deadline    when a connection is closed, whatever its client does; counted from its acceptance, not from the
 *     last octet. A client that has shaken hands but not asked is told so a tenth of that time earlier
 * @param connections how many may stand at once; when another comes one goes of the {@link ClientNetwork} that holds
 *     the most for the longest
 * @param perNetwork  how many of them one network may hold; when another of its own comes its oldest goes
 */
public record KeyExchangeLimits(Duration deadline, int connections, int perNetwork) {

    /**
     * Five seconds, for a client behind a slow line needs four round trips; as many as a small board bears, and for one
     * network what an office behind one address needs when all its machines start at once.
     */
    public static final KeyExchangeLimits DEFAULT = new KeyExchangeLimits(Duration.ofSeconds(5), 512, 128);

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public KeyExchangeLimits {
        if (!deadline.isPositive() || connections < 1 || perNetwork < 1) {
            throw new IllegalArgumentException("deadline and connections must be positive, not %s, %d and %d"
                    .formatted(deadline, connections, perNetwork));
        }
    }

    /** Time kept at the end for a last message to leave, and for the client to close its side. */
    public Duration farewell() {
        return deadline.dividedBy(10);
    }
}
