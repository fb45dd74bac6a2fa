package org.timeball.refclock.discipline.network;

import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * What one exchange with a server says of our clock.
 *
 * @param rawNanos              what our clock showed when it was measured, in the middle of the exchange: the machine's own
 *     for a {@code NetworkClock}, the panel's time line for a {@link SourcePanel}
 * @param behindSeconds         server less that clock: positive when ours is behind
 * @param delaySeconds          of the round trip, 0 or more
 * @param dispersionSeconds     how well both clocks are read, and how far they may part during the exchange, 0 or more
 * @param rootDelaySeconds      from the server to its primary source and back, 0 or more
 * @param rootDispersionSeconds how far the server may be off by its own word, the delay aside, 0 or more
 * @param stratum               of the server, 1 to 16
 * @param leap                  what it announces; {@link Leap#UNKNOWN} when it is not synchronised
 * @param refId                 where it has its time from, by its own word
 * @param serverRefId           what it is called by who follows it: its IPv4 address, or of an IPv6 address the first
 *     four octets of the MD5 sum (RFC 5905 §7.3)
 * @param isAuthenticated       nobody on the way can have made it up (NTS, or a key)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-8">RFC 5905 §8</a>
 */
public record NetworkSample(
        long rawNanos,
        double behindSeconds,
        double delaySeconds,
        double dispersionSeconds,
        double rootDelaySeconds,
        double rootDispersionSeconds,
        int stratum,
        Leap leap,
        RefId refId,
        RefId serverRefId,
        boolean isAuthenticated) {

    /** Refuses what is no number or negative. */
    public NetworkSample {
        if (!Double.isFinite(behindSeconds)) {
            throw new IllegalArgumentException("an offset of " + behindSeconds + " s");
        }
        refuseUnlessSize("delay", delaySeconds);
        refuseUnlessSize("dispersion", dispersionSeconds);
        refuseUnlessSize("root delay", rootDelaySeconds);
        refuseUnlessSize("root dispersion", rootDispersionSeconds);
        if (stratum < 1 || stratum > 16) {
            throw new IllegalArgumentException("stratum " + stratum + " is not within 1 to 16");
        }
    }

    private static void refuseUnlessSize(String what, double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a " + what + " of " + seconds + " s");
        }
    }

    /**
     * How far the truth may be from {@link #behindSeconds} if the server is as good as its word, however unequal the two
     * ways are: RFC 5905's root distance (§11.2) at the moment of the measurement, seconds.
     */
    public double boundSeconds() {
        return (delaySeconds + rootDelaySeconds) / 2 + dispersionSeconds + rootDispersionSeconds;
    }

    /**
     * The same exchange seen by another clock.
     *
     * @param readingNanos what that shows when it was measured
     * @param addedSeconds by how much more it is behind
     */
    public NetworkSample shifted(long readingNanos, double addedSeconds) {
        return new NetworkSample(
                readingNanos,
                behindSeconds + addedSeconds,
                delaySeconds,
                dispersionSeconds,
                rootDelaySeconds,
                rootDispersionSeconds,
                stratum,
                leap,
                refId,
                serverRefId,
                isAuthenticated);
    }
}
