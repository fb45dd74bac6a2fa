package org.timeball.refclock.discipline;

import java.util.function.LongSupplier;
import org.timeball.refclock.time.SystemClock;

/**
 * A disciplined clock beside a raw one that nobody touches: steps and frequency go into the correction.
 *
 * <p>The correction is kept in whole nanoseconds and a fraction, so that one of decades is as exact as one of
 * microseconds, and a change of frequency moves nothing, however often it happens. There is no granularity.
 *
 * <p>{@link #rawNanos} may be called from any thread if the reader may; all else belongs to one thread.
 */
public final class SoftwareClock implements SystemClock {

    /** As far as a kernel would go, so that both kinds of clock accept the same commands. */
    private static final double LIMIT_PPB = 500_000;

    private final LongSupplier reader;
    private final LongSupplier monotonic;
    private final LongSupplier foreignMoves;
    private long anchorRawNanos;
    private long anchorCorrectionNanos;
    private double anchorFractionNanos;
    private double ratePpb;

    /**
     * Beside a raw clock that nobody can set: it is its own monotonic one.
     *
     * @param reader gives the raw clock's reading, nanoseconds since the Unix epoch; is not called here
     */
    public SoftwareClock(LongSupplier reader) {
        this(reader, reader, () -> 0);
    }

    /**
     * Beside a machine's clock of which nobody says when it is set.
     *
     * @param reader    gives the raw clock's reading, nanoseconds since the Unix epoch; is not called here
     * @param monotonic gives the monotonic clock's; is not called here
     */
    public SoftwareClock(LongSupplier reader, LongSupplier monotonic) {
        this(reader, monotonic, () -> 0);
    }

    /**
     * Beside a machine's clock.
     *
     * @param reader       gives the raw clock's reading, nanoseconds since the Unix epoch; is not called here
     * @param monotonic    gives the monotonic clock's; is not called here
     * @param foreignMoves tells how far the raw clock was set since it was last asked, nanoseconds; called by the thread
     *     that disciplines
     */
    public SoftwareClock(LongSupplier reader, LongSupplier monotonic, LongSupplier foreignMoves) {
        this.reader = reader;
        this.monotonic = monotonic;
        this.foreignMoves = foreignMoves;
    }

    @Override
    public long rawNanos() {
        return reader.getAsLong();
    }

    @Override
    public long monotonicNanos() {
        return monotonic.getAsLong();
    }

    /**
     * {@inheritDoc}
     *
     * <p>An older reading is answered as if the present frequency had been in force then.
     */
    @Override
    public long correctionNanos(long rawNanos) {
        return anchorCorrectionNanos + Math.round(fractionAt(rawNanos));
    }

    @Override
    public double correctionRatePpb() {
        return ratePpb;
    }

    @Override
    public void step(long deltaNanos) {
        anchorCorrectionNanos += deltaNanos;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the frequency is not a number or out of range
     */
    @Override
    public void setFrequencyPpb(double frequencyPpb) {
        if (!(Math.abs(frequencyPpb) <= LIMIT_PPB)) {
            throw new IllegalArgumentException(
                    "frequency " + frequencyPpb + " ppb is not within ±" + LIMIT_PPB + " ppb");
        }
        anchorAt(rawNanos());
        ratePpb = frequencyPpb;
    }

    /**
     * {@inheritDoc}
     *
     * <p>No time passed while the raw clock was moved, so the correction has not grown with it.
     */
    @Override
    public long takeForeignMoveNanos() {
        long moved = foreignMoves.getAsLong();
        anchorRawNanos += moved;
        return moved;
    }

    private void anchorAt(long rawNanos) {
        double fraction = fractionAt(rawNanos);
        long whole = (long) Math.floor(fraction);
        anchorCorrectionNanos += whole;
        anchorFractionNanos = fraction - whole;
        anchorRawNanos = rawNanos;
    }

    private double fractionAt(long rawNanos) {
        return anchorFractionNanos + (rawNanos - anchorRawNanos) * (ratePpb * 1e-9);
    }
}
