package org.timeball.refclock.time;

/**
 * The wire's 64-bit time stamp: 32 bits of seconds in an era of 2³² and 32 bits of fraction.
 *
 * <p>It carries no era, so it is turned into an instant only beside a pivot that is less than 68 years off. An instant
 * is a signed 64-bit count of nanoseconds and ends on 2262-04-11: eras 0 and 1 are whole, of era 2 there are 90 years.
 *
 * @param bits seconds since the era began (first era: 1900-01-01) in the high half, the fraction in the low half
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-6">RFC 5905 §6</a>
 */
public record NtpTimestamp(long bits) {

    /** All zero: "not known". */
    public static final NtpTimestamp UNKNOWN = new NtpTimestamp(0);

    /** From the first NTP era, 1900-01-01, to the Unix epoch: 70 years of which 17 were leap years. */
    public static final long UNIX_EPOCH_SECONDS = (70L * 365 + 17) * 86_400;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * The wire's bits for an instant; allocates nothing.
     *
     * @param utcNanos since the Unix epoch, any sign; the era is dropped
     * @return seconds and fraction, the fraction rounded down to 2⁻³² s
     */
    public static long bitsOf(long utcNanos) {
        long seconds = Math.floorDiv(utcNanos, NANOS_PER_SECOND);
        long nanos = utcNanos - seconds * NANOS_PER_SECOND;
        return seconds + UNIX_EPOCH_SECONDS << 32 | (nanos << 32) / NANOS_PER_SECOND;
    }

    /** The time stamp of an instant, rounded down to 2⁻³² s. */
    public static NtpTimestamp ofUtcNanos(long utcNanos) {
        return new NtpTimestamp(bitsOf(utcNanos));
    }

    /**
     * The instant nearest to {@code pivotNanos} that has these bits.
     *
     * @param pivotNanos any instant known to be less than 68 years from the answer, since the Unix epoch
     * @return nanoseconds since the Unix epoch, rounded to the nearest
     */
    public long utcNanos(long pivotNanos) {
        long pivot = bitsOf(pivotNanos);
        long pivotSeconds = Math.floorDiv(pivotNanos, NANOS_PER_SECOND);
        long seconds = pivotSeconds + (int) ((bits >>> 32) - (pivot >>> 32));
        long nanos = ((bits & 0xffff_ffffL) * NANOS_PER_SECOND + (1L << 31)) >>> 32;
        return seconds * NANOS_PER_SECOND + nanos;
    }

    /**
     * The difference to another time stamp, across era boundaries.
     *
     * @return seconds, positive when this one is later; right while the two are less than 68 years apart, and to
     *     better than a nanosecond while they are less than 24 days apart
     */
    public double secondsSince(NtpTimestamp other) {
        return (bits - other.bits) * 0x1p-32;
    }
}
