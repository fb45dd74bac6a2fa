package org.timeball.server.control;

import java.util.Map;

/**
 * Key exchanges since start.
 *
 * @param connections  accepted
 * @param completed    exchanges that ended with cookies
 * @param byAead       of them, how many agreed on which algorithm of authenticated encryption, by its number in IANA's registry
 * @param failures     those that did not, counted by reason in a few words
 * @param cookieKeys   under which cookies are sealed
 */
public record KeyExchangeStats(
        long connections,
        long completed,
        Map<Integer, Long> byAead,
        Map<String, Long> failures,
        CookieKeys cookieKeys) {

    /** Copies the maps. */
    public KeyExchangeStats {
        byAead = Map.copyOf(byAead);
        failures = Map.copyOf(failures);
    }

    /** What is counted alone, where nothing is known of the keys. */
    public KeyExchangeStats(long connections, long completed, Map<Integer, Long> byAead, Map<String, Long> failures) {
        this(connections, completed, byAead, failures, CookieKeys.UNTOLD);
    }

    /** The same with these keys. */
    public KeyExchangeStats with(CookieKeys keys) {
        return new KeyExchangeStats(connections, completed, byAead, failures, keys);
    }

    /**
     * The master keys of cookies; nothing of a key itself is in it.
     *
     * @param newestUtcSecond when the newest came into use, since the Unix epoch; cookies are sealed under it
     * @param count           that open cookies, the newest among them; 0 where nothing is told of them
     */
    public record CookieKeys(long newestUtcSecond, int count) {

        /** Nothing is told. */
        public static final CookieKeys UNTOLD = new CookieKeys(0, 0);
    }
}
