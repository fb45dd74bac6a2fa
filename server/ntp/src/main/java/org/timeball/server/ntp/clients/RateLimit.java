package org.timeball.server.ntp.clients;

/**
 * How often one client may ask.
 *
 * <p>What is beyond that is not answered, but for every sixteenth request in a row: the address of an honest client can be
 * forged, and a flood in its name must not silence it. Nor is the client told more than once in four seconds.
 *
 * @param requestsPerSecond over a long time, above 0
 * @param burst             at once, after a silence; at least 1
 */
public record RateLimit(double requestsPerSecond, int burst) {

    /** More than any client can ask. */
    public static final RateLimit NONE = new RateLimit(1e9, Integer.MAX_VALUE);

    /** @throws IllegalArgumentException if a value cannot be */
    public RateLimit {
        if (!(requestsPerSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(requestsPerSecond + " requests a second, " + burst + " at once");
        }
    }

    /** The time that one request takes of what a client has, nanoseconds. */
    long intervalNanos() {
        return Math.max(1, Math.round(1e9 / requestsPerSecond));
    }
}
