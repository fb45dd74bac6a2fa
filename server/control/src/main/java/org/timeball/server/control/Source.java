package org.timeball.server.control;

/**
 * One source in the words and the order of chronyc's {@code sources}.
 *
 * @param mode                {@code #} reference clock, {@code ^} server, {@code =} peer
 * @param state               {@code *} selected, {@code +} combined, {@code -} not combined, {@code x} false ticker,
 *     {@code ~} too variable, {@code ?} unusable
 * @param reason              one sentence on why it has this state
 * @param name                reference id or address
 * @param pool                that has it as a member, by its name; its own name for a pool without members; empty for a
 *     source by itself
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
        String pool,
        int stratum,
        int pollLog2,
        int reach,
        long lastSampleSeconds,
        double offsetSeconds,
        double measuredSeconds,
        double errorSeconds) {

    /** A source by itself. */
    public Source(
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
            double errorSeconds) {
        this(
                mode,
                state,
                reason,
                name,
                "",
                stratum,
                pollLog2,
                reach,
                lastSampleSeconds,
                offsetSeconds,
                measuredSeconds,
                errorSeconds);
    }

    /** A pool that has nobody who could be asked. */
    public static Source nobody(String pool, String reason) {
        return new Source("^", "?", reason, pool, pool, 0, 0, 0, -1, 0, 0, 0);
    }
}
