package org.timeball.server.ntp.stamps;

/**
 * What a network card's clock means by the machine's: a line through its last readings. A card's clock counts from wherever it
 * likes, at a rate of its own, and may be set or steered by others; so a stamp by it is believed only near the last reading,
 * and of what arrives only where it lies shortly before the kernel's own. Immutable; allocates nothing when asked.
 *
 * @param cardNanos   the card's clock at the last reading, nanoseconds from whatever it counts from
 * @param rawNanos    the machine's own clock then, nanoseconds since the Unix epoch
 * @param excess      how much faster the machine's clock runs, as a part of 1
 * @param doubtNanos  how far the reading may be off
 */
public record CardTime(long cardNanos, long rawNanos, double excess, long doubtNanos) {

    /** No stamp is believed. */
    public static final CardTime UNKNOWN = new CardTime(0, 0, 0, -1);

    /** What {@link #raw} gives where nothing is known. */
    public static final long NONE = Long.MIN_VALUE;

    /** Readings are a second apart; without another one the line is nobody's business after this. */
    static final long LASTS_NANOS = 4_000_000_000L;

    /** How much earlier than the kernel a card can stamp: longer than any card waits before it tells of a packet. */
    static final long EARLIEST_NANOS = 1_000_000;

    /** Whether stamps are believed at all. */
    public boolean isKnown() {
        return doubtNanos >= 0;
    }

    /** A stamp by the machine's own clock, or {@link #NONE} where it is too far from the last reading. */
    public long raw(long stampNanos) {
        long sinceNanos = stampNanos - cardNanos;
        boolean isNear = sinceNanos > -LASTS_NANOS && sinceNanos < LASTS_NANOS;
        return isKnown() && isNear ? rawNanos + sinceNanos + Math.round(sinceNanos * excess) : NONE;
    }

    /**
     * When a packet arrived, by the machine's own clock, nanoseconds since the Unix epoch; {@link #NONE} where the card's
     * stamp is not believed.
     *
     * @param stampNanos  by the card's clock
     * @param kernelNanos the kernel's own stamp of the same packet, which is later than the card's
     */
    public long arrival(long stampNanos, long kernelNanos) {
        long arrived = raw(stampNanos);
        long earlyNanos = kernelNanos - arrived;
        return arrived != NONE && earlyNanos >= -doubtNanos && earlyNanos <= EARLIEST_NANOS
                ? Math.min(arrived, kernelNanos)
                : NONE;
    }
}
