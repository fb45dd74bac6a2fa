package org.timeball.server.keyexchange;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.timeball.server.protocol.KeyExchangeSession.Reply;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolVisit;

/**
 * The pools that may ask us, how many of their connections stand, and what they wanted since the start.
 *
 * <p>Any thread may use it; several listeners share one. What is counted is bounded: by the pools there are, and by
 * {@link WrongTokens} for whoever is none.
 */
public final class PoolDesk {

    /** Longer than the five minutes for which balancers of today keep a connection that does nothing. */
    public static final Duration IDLE = Duration.ofMinutes(6);

    /**
     * A pool that may ask.
     *
     * @param membership how it shows who it is
     * @param places     how many of its connections may stand between requests, 0 or more
     */
    public record Guest(PoolMembership membership, int places) {}

    private final Duration idle;
    private final WrongTokens wrongTokens = new WrongTokens();
    private final Map<String, PoolTally> tallies = new ConcurrentHashMap<>();
    private volatile List<Guest> guests = List.of();

    /**
     * Lets nobody in yet.
     *
     * @param idle after which time without a request a connection is closed
     */
    public PoolDesk(Duration idle) {
        this.idle = idle;
    }

    /** Lets these in from now on, at the next request of each connection; those that are not named are out. */
    public void adopt(List<Guest> others) {
        guests = List.copyOf(others);
    }

    /** For how long a connection may do nothing. */
    public Duration idle() {
        return idle;
    }

    /** Of all that may ask. */
    public List<PoolMembership> memberships() {
        return guests.stream().map(Guest::membership).toList();
    }

    /** Takes a place for a connection that shall stand, if there is one; it is to be given back. */
    public boolean takePlace(String pool) {
        int places = guests.stream()
                .filter(guest -> guest.membership.pool().equals(pool))
                .mapToInt(Guest::places)
                .sum();
        return tally(pool).takePlace(places);
    }

    /** Gives a place back that was taken. */
    public void giveBack(String pool) {
        tally(pool).giveBack();
    }

    /**
     * Counts a visit.
     *
     * @param nowNanos on the monotonic clock
     * @return whether it is news: the first of a pool, the first with a token, or a wrong token after a quiet minute
     */
    public boolean visited(PoolVisit visit, Reply reply, ClientNetwork network, long nowNanos) {
        return visit.admission()
                .map(admission -> tally(admission.pool())
                        .visited(visit.wish(), admission.fingerprint(), reply, network, nowNanos))
                .orElseGet(() -> wrongTokens.seen(network, nowNanos));
    }

    private PoolTally tally(String pool) {
        return tallies.computeIfAbsent(pool, _ -> new PoolTally());
    }

    /** What each of the pools has wanted, by our names for them. */
    public Map<String, PoolTally.Reading> readings(long nowNanos) {
        var readings = new TreeMap<String, PoolTally.Reading>();
        memberships()
                .forEach(membership ->
                        readings.put(membership.pool(), tally(membership.pool()).read(nowNanos)));
        return readings;
    }

    /** What came of those who are none of our pools. */
    public WrongTokens.Reading wrongTokens(long nowNanos) {
        return wrongTokens.read(nowNanos);
    }
}
