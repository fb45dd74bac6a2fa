package org.timeball.server.keyexchange;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.protocol.KeyExchangeSession.Reply;
import org.timeball.server.protocol.pool.PoolVisit;

/**
 * What one pool wanted, and how many of its connections stand. The listeners' threads count, others read: every method
 * locks, for a few instructions, and visits are some a second at most.
 */
public final class PoolTally {

    /**
     * How it stands.
     *
     * @param lists       requests for what we know that were answered
     * @param cookies     requests for cookies that were answered
     * @param refused     requests of the pool that were answered with an error
     * @param connections that stand
     * @param lastSeen    how long ago the pool was here last; empty before its first visit
     * @param lastFrom    the network of that visit; empty before its first
     * @param tokens      how long ago each of its tokens was shown, by fingerprint
     */
    public record Reading(
            long lists,
            long cookies,
            long refused,
            int connections,
            Optional<Duration> lastSeen,
            String lastFrom,
            Map<String, Duration> tokens) {

        /** Copies the map. */
        public Reading {
            tokens = Map.copyOf(tokens);
        }
    }

    private final Map<String, Long> shownNanos = new HashMap<>();
    private long lists;
    private long cookies;
    private long refused;
    private int connections;
    private String lastFrom = "";

    PoolTally() {}

    synchronized boolean takePlace(int places) {
        boolean hasRoom = connections < places;
        connections += hasRoom ? 1 : 0;
        return hasRoom;
    }

    synchronized void giveBack() {
        connections--;
    }

    /** Counts, and says whether that token is shown for the first time. */
    synchronized boolean visited(
            PoolVisit.Wish wish, String fingerprint, Reply reply, ClientNetwork network, long nowNanos) {
        lastFrom = network.words();
        boolean isRefused = KeyExchangeFailure.of(reply.outcome()).isPresent();
        if (isRefused) {
            refused++;
        } else {
            switch (wish) {
                case LISTS -> lists++;
                case COOKIES -> cookies++;
                case NOTHING -> {}
            }
        }
        return shownNanos.put(fingerprint, nowNanos) == null;
    }

    synchronized Reading read(long nowNanos) {
        var ages = new HashMap<String, Duration>();
        shownNanos.forEach((fingerprint, nanos) -> ages.put(fingerprint, Duration.ofNanos(nowNanos - nanos)));
        return new Reading(
                lists, cookies, refused, connections, ages.values().stream().min(Duration::compareTo), lastFrom, ages);
    }
}
