package org.timeball.refclock.discipline.steering;

/**
 * Remembers which frequency was in force when, so that it can be said how far steering moved the clock between two of
 * its readings: a command takes effect when it is given, which is some time after the pulse it answers. Before the first
 * command it is taken to be zero; what is older than the last few is taken to be as the oldest of them.
 *
 * <p>Readings are of the disciplined clock. Not thread-safe.
 */
final class SteeringLedger {

    /** A pulse is dealt with a few commands after it was stamped at the very worst. */
    private static final int LENGTH = 8;

    private final long[] since = new long[LENGTH];
    private final double[] ppb = new double[LENGTH];
    private int newest;

    /** From this reading on, not older than any before, the frequency is another. */
    void record(long clockNanos, double frequencyPpb) {
        newest = (newest + 1) % LENGTH;
        since[newest] = clockNanos;
        ppb[newest] = frequencyPpb;
    }

    /** The clock was stepped: what is remembered moves with it. */
    void onStep(long deltaNanos) {
        for (int i = 0; i < LENGTH; i++) {
            since[i] += deltaNanos;
        }
    }

    /**
     * How far the commands moved the clock.
     *
     * @param fromNanos an earlier reading
     * @param toNanos   a later one
     * @return seconds, positive when they moved it ahead
     */
    double movedSeconds(long fromNanos, long toNanos) {
        double moved = 0;
        long end = toNanos;
        for (int age = 0; age < LENGTH && end > fromNanos; age++) {
            int i = (newest - age + LENGTH) % LENGTH;
            boolean isOldest = age == LENGTH - 1;
            long begin = isOldest ? fromNanos : Math.max(fromNanos, since[i]);
            if (begin < end) {
                moved += (end - begin) * 1e-9 * ppb[i] * 1e-9;
                end = begin;
            }
        }
        return moved;
    }
}
