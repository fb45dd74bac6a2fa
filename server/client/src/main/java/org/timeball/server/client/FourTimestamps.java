package org.timeball.server.client;

/**
 * One exchange with a server, in the order in which it happened; nanoseconds since the Unix epoch.
 *
 * @param originNanos      T1, the request left, by the local clock
 * @param receiveNanos     T2, the request arrived, by the server's
 * @param transmitNanos    T3, the reply left, by the server's
 * @param destinationNanos T4, the reply arrived, by the local clock
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-8">RFC 5905 §8</a>
 */
public record FourTimestamps(long originNanos, long receiveNanos, long transmitNanos, long destinationNanos) {

    private static final double SECONDS_PER_NANO = 1e-9;

    /**
     * How far the local clock is behind, if the path takes as long in both directions: θ = ½·[(T2 − T1) + (T3 − T4)].
     *
     * @return seconds, positive when the local clock is behind
     */
    public double offsetSeconds() {
        // Halved first: between a clock of 1970 and a server of 2100 lie 2⁶² ns.
        double there = SECONDS_PER_NANO / 2 * (receiveNanos - originNanos);
        double back = SECONDS_PER_NANO / 2 * (transmitNanos - destinationNanos);
        return there + back;
    }

    /**
     * The round trip less the server's holding time: δ = (T4 − T1) − (T3 − T2).
     *
     * @return seconds; negative when a clock was set meanwhile, or stamps are not true
     */
    public double delaySeconds() {
        return SECONDS_PER_NANO * (destinationNanos - originNanos - (transmitNanos - receiveNanos));
    }

    /** How long it took from T1 to T4, seconds by the local clock. */
    double spanSeconds() {
        return SECONDS_PER_NANO * (destinationNanos - originNanos);
    }
}
