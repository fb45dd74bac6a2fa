package org.timeball.server.control;

/**
 * A server that is asked for the time, with what came of it.
 *
 * @param name              as the configuration has it
 * @param pool              that has it as a member, by its name; its own name for a pool without members; empty for a
 *     server that is asked by itself
 * @param address           where the last request went; empty before the first
 * @param state             {@code *} selected, {@code +} combined, {@code -} not combined, {@code x} false ticker,
 *     {@code ~} too variable, {@code ?} unusable
 * @param reason            one sentence on why it has this state
 * @param protection        by what its time is proven, such as {@code NTS, AES-SIV-CMAC-256}; empty when by nothing
 * @param stratum           of the server; 0 before its first answer
 * @param refId             where it has its time from, by its own word
 * @param pollLog2          how often it is asked now, log₂ seconds
 * @param reach             the last eight polls, newest in bit 0, 0 to 255
 * @param lastSampleSeconds age of the last answer; negative before the first
 * @param offsetSeconds     as of its last selection; positive = our clock is ahead
 * @param delaySeconds      of the round trip
 * @param jitterSeconds     of its last answers
 * @param boundSeconds      how far off its offset can be
 * @param asked             polls since start
 * @param answered          of them, those that brought the time
 * @param trouble           why the last poll did not; empty when it did
 */
public record AskedServer(
        String name,
        String pool,
        String address,
        String state,
        String reason,
        String protection,
        int stratum,
        String refId,
        int pollLog2,
        int reach,
        long lastSampleSeconds,
        double offsetSeconds,
        double delaySeconds,
        double jitterSeconds,
        double boundSeconds,
        long asked,
        long answered,
        String trouble) {

    /** A pool that has nobody who could be asked. */
    public static AskedServer nobody(String pool, String reason) {
        double unknown = Double.NaN;
        return new AskedServer(
                pool, pool, "", "?", reason, "", 0, "", 0, 0, -1, unknown, unknown, unknown, unknown, 0, 0, "");
    }

    /** Whether it is a pool that has nobody. */
    public boolean hasNobody() {
        return name.equals(pool) && address.isEmpty() && asked == 0;
    }
}
