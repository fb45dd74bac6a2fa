package org.timeball.server.client;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.protocol.Opaque;

/**
 * The keys in use, with the cookies that are left: each goes into one request, and replies bring others.
 *
 * <p>A request asks for as many cookies as bring the stock back to eight. Networks that let no long packet through would
 * starve a client in this way, so each loss of a request that asked for more than one halves how many are asked for, until
 * one such request is answered. A stock that runs low nevertheless asks for one more than it spends.
 *
 * @param agreed      with the cookies that are left, the oldest first
 * @param isConfirmed whether an authentic reply came under these keys, so that their certificate was looked at twice
 * @param longLost    requests in a row that asked for more than one cookie and were lost
 */
record KeyStock(AgreedKeys agreed, boolean isConfirmed, int longLost) {

    private static final int MOST_PLACEHOLDERS = AgreedKeys.MAX_COOKIES - 1;
    private static final int LOW = 3;

    /** Keys that are new here; those kept over a restart have been confirmed before. */
    static KeyStock of(AgreedKeys agreed, boolean isConfirmed) {
        return new KeyStock(agreed, isConfirmed, 0);
    }

    List<Opaque> cookies() {
        return agreed.cookies();
    }

    boolean isEmpty() {
        return agreed.cookies().isEmpty();
    }

    /** How many placeholders a request has that takes a cookie out of this stock. */
    int placeholders() {
        int limit = MOST_PLACEHOLDERS >> Math.min(longLost, Integer.SIZE - 1);
        int least = cookies().size() <= LOW ? 1 : 0;
        return Math.min(AgreedKeys.MAX_COOKIES - cookies().size(), Math.max(limit, least));
    }

    /** Without the oldest cookie. */
    KeyStock spent() {
        return withCookies(cookies().subList(1, cookies().size()));
    }

    /**
     * An authentic reply came.
     *
     * @param placeholders that the request had
     */
    KeyStock answered(int placeholders, List<Opaque> fresh) {
        var all = Stream.concat(cookies().stream(), fresh.stream()).toList();
        return new KeyStock(agreed.withCookies(all), isConfirmed, placeholders > 0 ? 0 : longLost);
    }

    /** A request was lost, or its answer. */
    KeyStock missed(int placeholders) {
        return new KeyStock(agreed, isConfirmed, placeholders > 0 ? longLost + 1 : longLost);
    }

    /** The certificate's second look is behind these keys; there is no doubt any more about which they are. */
    KeyStock confirmed() {
        var sure = new AgreedKeys(agreed.server(), agreed.keys(), Optional.empty(), agreed.window(), cookies());
        return new KeyStock(sure, true, longLost);
    }

    /** The same cookies under the other keys, if there are some and these were never honoured. */
    Optional<KeyStock> underAlternative() {
        return agreed.alternative()
                .map(other -> new AgreedKeys(agreed.server(), other, Optional.empty(), agreed.window(), cookies()))
                .map(other -> new KeyStock(other, false, longLost));
    }

    KeyStock withCookies(List<Opaque> others) {
        return new KeyStock(agreed.withCookies(others), isConfirmed, longLost);
    }
}
