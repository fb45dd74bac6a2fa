package org.timeball.server.control;

/**
 * A clock that follows servers of the network.
 *
 * @param server           the one that goes out as reference; empty when not synchronised
 * @param stratum          of this clock, 2 to 15; 0 when not synchronised
 * @param leapStatus       {@code Normal}, {@code Insert second}, {@code Delete second}, {@code Not synchronised}
 * @param refTimeNanos     UTC of the last update, since the Unix epoch; 0 before the first
 * @param systemTimeSeconds the machine's clock against UTC; positive = it is ahead
 * @param jitterSeconds    of the last update
 * @param frequencyPpm     error of the machine's oscillator; positive = it runs fast
 * @param skewPpm          one standard deviation of it
 * @param rootDelaySeconds to the primary source and back
 * @param pollLog2         how often servers are best asked now, log₂ seconds
 * @param updates          since start
 */
public record FollowedClock(
        String server,
        int stratum,
        String leapStatus,
        long refTimeNanos,
        double systemTimeSeconds,
        double jitterSeconds,
        double frequencyPpm,
        double skewPpm,
        double rootDelaySeconds,
        int pollLog2,
        long updates) {}
