package org.timeball.server.control;

import java.util.Map;

/**
 * Key exchanges since start.
 *
 * @param connections  accepted
 * @param completed    exchanges that ended with cookies
 * @param failures     those that did not, counted by reason in a few words
 */
public record KeyExchangeStats(long connections, long completed, Map<String, Long> failures) {

    /** Copies the map. */
    public KeyExchangeStats {
        failures = Map.copyOf(failures);
    }
}
