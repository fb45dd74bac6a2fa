package org.timeball.server.control;

import java.util.Map;

/**
 * Key exchanges since start.
 *
 * @param connections  accepted
 * @param completed    exchanges that ended with cookies
 * @param byAead       of them, how many agreed on which algorithm of authenticated encryption, by its number in IANA's registry
 * @param failures     those that did not, counted by reason in a few words
 */
public record KeyExchangeStats(
        long connections, long completed, Map<Integer, Long> byAead, Map<String, Long> failures) {

    /** Copies the maps. */
    public KeyExchangeStats {
        byAead = Map.copyOf(byAead);
        failures = Map.copyOf(failures);
    }
}
