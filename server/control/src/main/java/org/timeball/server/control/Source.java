package org.timeball.server.control;

/**
 * One source in the words and the order of chronyc's {@code sources}.
 *
 * @param mode                {@code #} reference clock, {@code ^} server, {@code =} peer
 * @param state               {@code *} selected, {@code +} combined, {@code -} not combined, {@code x} false ticker,
 *     {@code ~} too variable, {@code ?} unusable
 * @param reason              one sentence on why it has this state
 * @param name                reference id or address
 * @param stratum             of the source itself, 0 for a reference clock
 * @param pollLog2            log₂ of the interval in seconds
 * @param reach               the last eight polls, newest in bit 0, 0 to 255
 * @param lastSampleSeconds   age of the last sample; negative before the first
 * @param offsetSeconds       at the last sample, adjusted for what was steered since; positive = our clock is ahead
 * @param measuredSeconds     at the last sample, as measured
 * @param errorSeconds        bound of the measurement, positive
 */
public record Source(
        String mode,
        String state,
        String reason,
        String name,
        int stratum,
        int pollLog2,
        int reach,
        long lastSampleSeconds,
        double offsetSeconds,
        double measuredSeconds,
        double errorSeconds) {}
