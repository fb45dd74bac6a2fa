package org.timeball.server.control;

/**
 * The clock in the words and the order of chronyc's {@code tracking}.
 *
 * @param refIdBits                reference id, as an unsigned 32-bit number
 * @param source                   the source's name, empty when not synchronised
 * @param stratum                  1 to 15, 0 when not synchronised
 * @param refTimeNanos             UTC of the last update, since the Unix epoch
 * @param systemTimeSeconds        the machine's clock against UTC; positive = it is ahead
 * @param lastOffsetSeconds        at the last update; positive = our clock was ahead
 * @param rmsOffsetSeconds         long-term average
 * @param frequencyPpm             error of the machine's oscillator; positive = it runs fast
 * @param residualFrequencyPpm     what the last update would still change
 * @param skewPpm                  estimated error bound of the frequency
 * @param rootDelaySeconds         to the primary source
 * @param rootDispersionSeconds    the bound
 * @param updateIntervalSeconds    between the last two updates
 * @param leapStatus               {@code Normal}, {@code Insert second}, {@code Delete second}, {@code Not synchronised}
 * @param leap                     what is known of leap seconds
 * @param systematicErrorSeconds   what of the bound no statistics show
 */
public record Tracking(
        long refIdBits,
        String source,
        int stratum,
        long refTimeNanos,
        double systemTimeSeconds,
        double lastOffsetSeconds,
        double rmsOffsetSeconds,
        double frequencyPpm,
        double residualFrequencyPpm,
        double skewPpm,
        double rootDelaySeconds,
        double rootDispersionSeconds,
        double updateIntervalSeconds,
        String leapStatus,
        LeapRecord leap,
        double systematicErrorSeconds) {}
