package org.timeball.server.ntp.clients;

/**
 * Decides whether a client may have an answer now, by what the {@link ClientTable} keeps of it.
 *
 * <p>The rule is the generic cell rate algorithm: each answer uses up an interval of time, and a client may be ahead of
 * the clock by a burst of them. One thread owns it; it allocates nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8633#section-5.4">RFC 8633 §5.4, kiss-o'-death packets</a>
 */
public final class RateLimiter {

    /** What becomes of a request. */
    public enum Ruling {
        /** It is answered. */
        ANSWER,
        /** It is not answered. */
        DROP,
        /** It is answered by a kiss of RATE, if it is one that can be. */
        KISS
    }

    /** Between two kisses to one client. */
    static final long KISS_INTERVAL_NANOS = 4_000_000_000L;

    /** Between two kisses to anybody, on the average: their addresses may be forged. */
    private static final long ANY_KISS_INTERVAL_NANOS = 10_000_000L;

    /** After so many requests in a row that were dropped, one is answered. */
    private static final int DROPPED_IN_A_ROW = 15;

    private final ClientTable clients;
    private final long intervalNanos;
    private final long burstNanos;
    private long kissedNanos = Long.MIN_VALUE / 2;

    /** Limits the clients of a table. */
    public RateLimiter(ClientTable clients, RateLimit limit) {
        this.clients = clients;
        this.intervalNanos = limit.intervalNanos();
        this.burstNanos = (limit.burst() - 1) * intervalNanos;
    }

    /**
     * Rules on a request.
     *
     * @param place    of the client in its table
     * @param nowNanos monotonic
     */
    public Ruling rule(int place, long nowNanos) {
        long usedUpTo = Math.max(clients.usedUpTo(place), nowNanos);
        if (usedUpTo - nowNanos <= burstNanos) {
            clients.setUsedUpTo(place, usedUpTo + intervalNanos);
            clients.setDroppedInARow(place, 0);
            return Ruling.ANSWER;
        }
        long inARow = clients.droppedInARow(place);
        if (inARow >= DROPPED_IN_A_ROW) {
            clients.setDroppedInARow(place, 0);
            return Ruling.ANSWER;
        }
        clients.setDroppedInARow(place, inARow + 1);
        clients.countDropped(place);
        return mayKiss(place, nowNanos) ? Ruling.KISS : Ruling.DROP;
    }

    /** Whether a kiss may be sent now, to this client and at all; then it counts as sent. */
    public boolean mayKiss(int place, long nowNanos) {
        if (nowNanos - clients.kissedNanos(place) < KISS_INTERVAL_NANOS
                || nowNanos - kissedNanos < ANY_KISS_INTERVAL_NANOS) {
            return false;
        }
        clients.setKissedNanos(place, nowNanos);
        kissedNanos = nowNanos;
        return true;
    }
}
