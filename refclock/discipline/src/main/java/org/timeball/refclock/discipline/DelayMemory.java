package org.timeball.refclock.discipline;

import java.util.Arrays;
import org.timeball.refclock.discipline.filter.Spread;

/** The last delays of bursts after their pulse, in seconds, and their middle. Not thread-safe. */
final class DelayMemory {

    private final double[] ring;
    private int added;

    DelayMemory(int length) {
        ring = new double[length];
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

    double median() {
        return Spread.of(values()).median();
    }

    /** Scatter of one, as a standard deviation; 0 while there are fewer than two. */
    double deviation() {
        return size() < 2 ? 0 : Spread.of(values()).deviation();
    }

    /** The same delays as points of a circle one second round, on which 0.99 s and 0.01 s are neighbours. */
    SentenceDelay circular() {
        double[] values = values();
        double sine = 0;
        double cosine = 0;
        for (double value : values) {
            sine += Math.sin(2 * Math.PI * value);
            cosine += Math.cos(2 * Math.PI * value);
        }
        double middle = Math.atan2(sine, cosine) / (2 * Math.PI);
        Arrays.setAll(values, i -> Math.IEEEremainder(values[i] - middle, 1));
        var spread = Spread.of(values);
        double median = middle + spread.median();
        return new SentenceDelay(values.length, median - Math.floor(median), spread.deviation());
    }

    private double[] values() {
        return Arrays.copyOf(ring, size());
    }
}
