package org.timeball.refclock.time;

/**
 * All a server knows about time, at one instant: one writer publishes it, any number of readers use it.
 *
 * <p>Two numbers say how good it is and are never mixed. The <em>bound</em> holds in 99.9 % of seconds and goes out as
 * root dispersion; the <em>headline</em> ("within ±X of UTC, 95 %") is the smaller one that people read. Both are given
 * at {@code rawNanos} and grow from there at their own rates, so that a reader can state them for its own instant.
 *
 * @param state                what is vouched for
 * @param leap                 what goes out; {@link Leap#UNKNOWN} exactly when {@code state} is not synchronised
 * @param stratum              1 to 15 when synchronised, else 0 (RFC 5905's 16 on the wire)
 * @param refId                the source; {@link RefId#NONE} when not synchronised
 * @param rawNanos             the machine's own clock when this was true
 * @param monotonicNanos       the machine's monotonic clock at that moment, from an arbitrary zero
 * @param correctionNanos      to be added to the raw clock at {@code rawNanos}
 * @param correctionRatePpb    how fast the correction grows, parts per billion
 * @param referenceNanos       UTC of the last measurement used, since the Unix epoch; 0 before the first
 * @param rootDelaySeconds     round trip to the primary source, 0 for a reference clock
 * @param boundSeconds         the bound at {@code rawNanos}, positive
 * @param boundRatePpb         how fast the bound grows, parts per billion, not negative
 * @param withinSeconds        the headline at {@code rawNanos}, positive
 * @param withinRatePpb        how fast the headline grows, parts per billion, not negative
 * @param leapRawNanos         the raw reading from which on {@code leapNanos} is added as well, so that a leap second is
 *     served to the nanosecond whenever the writer gets to it; {@link Long#MAX_VALUE} when none is due
 * @param leapNanos            −10⁹ where a second is inserted, 10⁹ where one is left out, 0 when none is due
 */
public record ClockSnapshot(
        ClockState state,
        Leap leap,
        int stratum,
        RefId refId,
        long rawNanos,
        long monotonicNanos,
        long correctionNanos,
        double correctionRatePpb,
        long referenceNanos,
        double rootDelaySeconds,
        double boundSeconds,
        double boundRatePpb,
        double withinSeconds,
        double withinRatePpb,
        long leapRawNanos,
        long leapNanos) {

    /**
     * A snapshot comes four times a second. One that is older than this is the last word of a writer that hangs or has
     * died, and nobody minds the clock.
     */
    static final long OLDEST_NANOS = 3_000_000_000L;

    /** The two clocks part by more only when somebody moves the raw one; what one reading of both can hide. */
    static final long APART_NANOS = 1_000_000;

    /** Refuses a snapshot whose leap bits or stratum contradict its state. */
    public ClockSnapshot {
        if (state.isSynchronised() == (leap == Leap.UNKNOWN)) {
            throw new IllegalArgumentException("leap " + leap + " contradicts state " + state);
        }
        if (state.isSynchronised() ? stratum < 1 || stratum > 15 : stratum != 0) {
            throw new IllegalArgumentException("stratum " + stratum + " contradicts state " + state);
        }
    }

    /** A snapshot with no leap second due. */
    public ClockSnapshot(
            ClockState state,
            Leap leap,
            int stratum,
            RefId refId,
            long rawNanos,
            long monotonicNanos,
            long correctionNanos,
            double correctionRatePpb,
            long referenceNanos,
            double rootDelaySeconds,
            double boundSeconds,
            double boundRatePpb,
            double withinSeconds,
            double withinRatePpb) {
        this(
                state,
                leap,
                stratum,
                refId,
                rawNanos,
                monotonicNanos,
                correctionNanos,
                correctionRatePpb,
                referenceNanos,
                rootDelaySeconds,
                boundSeconds,
                boundRatePpb,
                withinSeconds,
                withinRatePpb,
                Long.MAX_VALUE,
                0);
    }

    /**
     * The same with a leap second that is due.
     *
     * @param atRawNanos the raw reading at which it is
     * @param seconds    what is added to UTC from then on
     */
    public ClockSnapshot leapingAt(long atRawNanos, int seconds) {
        return new ClockSnapshot(
                state,
                leap,
                stratum,
                refId,
                rawNanos,
                monotonicNanos,
                correctionNanos,
                correctionRatePpb,
                referenceNanos,
                rootDelaySeconds,
                boundSeconds,
                boundRatePpb,
                withinSeconds,
                withinRatePpb,
                atRawNanos,
                seconds * 1_000_000_000L);
    }

    /**
     * The same with more doubt.
     *
     * @param extraSeconds what the bound and the headline grow by, not negative
     */
    public ClockSnapshot doubted(double extraSeconds) {
        return new ClockSnapshot(
                state,
                leap,
                stratum,
                refId,
                rawNanos,
                monotonicNanos,
                correctionNanos,
                correctionRatePpb,
                referenceNanos,
                rootDelaySeconds,
                boundSeconds + extraSeconds,
                boundRatePpb,
                withinSeconds + extraSeconds,
                withinRatePpb,
                leapRawNanos,
                leapNanos);
    }

    /**
     * A snapshot that vouches for nothing, around which a server can start.
     *
     * @param rawNanos the machine's own clock now
     */
    public static ClockSnapshot starting(long rawNanos) {
        return new ClockSnapshot(
                ClockState.STARTING, Leap.UNKNOWN, 0, RefId.NONE, rawNanos, 0, 0, 0, 0, 0, 16, 0, 16, 0);
    }

    /**
     * Whether what this says of time is still so: it is not too old, and the raw clock was not moved since by anybody,
     * nor did the machine sleep. Allocates nothing.
     *
     * @param rawReadingNanos       the machine's own clock
     * @param monotonicReadingNanos its monotonic clock, read within {@value #APART_NANOS} ns of the other
     */
    public boolean holdsAt(long rawReadingNanos, long monotonicReadingNanos) {
        long age = monotonicReadingNanos - monotonicNanos;
        return Math.abs(age) <= OLDEST_NANOS && Math.abs(rawReadingNanos - rawNanos - age) <= APART_NANOS;
    }

    /** UTC at a raw reading, nanoseconds since the Unix epoch; allocates nothing. */
    public long utcNanos(long rawReadingNanos) {
        return rawReadingNanos
                + correctionNanos
                + Math.round((rawReadingNanos - rawNanos) * (correctionRatePpb * 1e-9))
                + (rawReadingNanos >= leapRawNanos ? leapNanos : 0);
    }

    /** The bound at a raw reading, seconds; allocates nothing. */
    public double boundSeconds(long rawReadingNanos) {
        return boundSeconds + Math.max(0, rawReadingNanos - rawNanos) * 1e-9 * boundRatePpb * 1e-9;
    }

    /** The headline at a raw reading, seconds. */
    public double withinSeconds(long rawReadingNanos) {
        return withinSeconds + Math.max(0, rawReadingNanos - rawNanos) * 1e-9 * withinRatePpb * 1e-9;
    }
}
