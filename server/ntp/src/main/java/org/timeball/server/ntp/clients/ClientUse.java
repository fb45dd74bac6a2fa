package org.timeball.server.ntp.clients;

/**
 * What one client, or one network of clients, asked.
 *
 * @param name            address, network or number, as {@link ClientPrivacy} says
 * @param requests        since it was remembered, those not answered included
 * @param dropped         of them, those not answered for the rate
 * @param nts             of them, those answered with NTS
 * @param interleaved     of them, those answered in interleaved mode
 * @param intervalSeconds between its requests, smoothed over eight; 0 before the second
 * @param firstNanos      when it was first seen, by the monotonic clock
 * @param lastNanos       when it was last seen, by the monotonic clock
 */
public record ClientUse(
        String name,
        long requests,
        long dropped,
        long nts,
        long interleaved,
        double intervalSeconds,
        long firstNanos,
        long lastNanos) {

    /** Both together, under this one's name: requests come as often as those of the two do. */
    public ClientUse plus(ClientUse other) {
        double rate = perSecond(intervalSeconds) + perSecond(other.intervalSeconds);
        return new ClientUse(
                name,
                requests + other.requests,
                dropped + other.dropped,
                nts + other.nts,
                interleaved + other.interleaved,
                rate == 0 ? 0 : 1 / rate,
                Math.min(firstNanos, other.firstNanos),
                Math.max(lastNanos, other.lastNanos));
    }

    private static double perSecond(double intervalSeconds) {
        return intervalSeconds == 0 ? 0 : 1 / intervalSeconds;
    }
}
