package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.filter.Spread;

/** The last delays of bursts after their pulse, in seconds, and their middle. Not thread-safe. */
final class DelayMemory {

    private final double[] ring;

    /** Where they are put in order, several times a second. */
    private final double[] work;

    private int added;

    DelayMemory(int length) {
        ring = new double[length];
        work = new double[length];
    }

    void add(double seconds) {
        ring[added++ % ring.length] = seconds;
    }

    void clear() {
        added = 0;
    }

    int size() {
        return Math.min(added, ring.length);
    }

    /** Of at least one. */
    double median() {
        copy();
        return Spread.medianOfFirst(work, size());
    }

    /** Scatter of one, as a standard deviation; 0 while there are fewer than two. */
    double deviation() {
        copy();
        return size() < 2 ? 0 : Spread.ofFirst(work, size()).deviation();
    }

    private void copy() {
        System.arraycopy(ring, 0, work, 0, size());
    }

    /** The same delays as points of a circle one second round, on which 0.99 s and 0.01 s are neighbours. */
    SentenceDelay circular() {
        int size = size();
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < size; i++) {
            sine += Math.sin(2 * Math.PI * ring[i]);
            cosine += Math.cos(2 * Math.PI * ring[i]);
        }
        double middle = Math.atan2(sine, cosine) / (2 * Math.PI);
        for (int i = 0; i < size; i++) {
            work[i] = Math.IEEEremainder(ring[i] - middle, 1);
        }
        var spread = Spread.ofFirst(work, size);
        double median = middle + spread.median();
        return new SentenceDelay(size, median - Math.floor(median), spread.deviation());
    }
}
