package org.timeball.server.client;

import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * What one exchange with a server says about the local clock.
 *
 * @param times                 when it took place; in interleaved mode the exchange before the last
 * @param offsetSeconds         positive when the local clock is behind
 * @param delaySeconds          of the round trip, 0 or more
 * @param dispersionSeconds     how well both clocks are read, and how far they may part meanwhile
 * @param stratum               1 to 15
 * @param leap                  what is announced for the end of the UTC day
 * @param refId                 where the server has its time from
 * @param rootDelaySeconds      from the server to the primary source and back
 * @param rootDispersionSeconds how far the server may be off, the delay aside
 * @param precisionLog2         of the server's clock, log₂ seconds
 * @param isAuthentic           whether NTS vouches for it
 * @param isInterleaved         whether the server told when its earlier reply really left (RFC 9769)
 */
public record Measurement(
        FourTimestamps times,
        double offsetSeconds,
        double delaySeconds,
        double dispersionSeconds,
        int stratum,
        Leap leap,
        RefId refId,
        double rootDelaySeconds,
        double rootDispersionSeconds,
        int precisionLog2,
        boolean isAuthentic,
        boolean isInterleaved) {

    /** RFC 5905's PHI: how fast a clock is taken to stray at most, seconds a second. */
    static final double FREQUENCY_TOLERANCE = 15e-6;

    /**
     * How far the true offset may be from {@link #offsetSeconds}: half of all delays, and all dispersions.
     *
     * @return seconds; RFC 5905's root distance (§11.2)
     */
    public double boundSeconds() {
        return (delaySeconds + rootDelaySeconds) / 2 + dispersionSeconds + rootDispersionSeconds;
    }
}
