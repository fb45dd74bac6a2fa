package org.timeball.server.monitoring;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a counter grows, over the last ten seconds or as long as it is known.
 *
 * <p>One thread samples, about once a second; any may read.
 */
public final class RequestRate {

    /** How far back a rate looks. */
    public static final long WINDOW_NANOS = 10_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile double perSecond;

    /** Knows nothing yet: the rate is 0 until the second sample. */
    public RequestRate() {}

    private record Sample(long nanos, long total) {}

    /**
     * Takes the counter.
     *
     * @param nowNanos monotonic; a sample not later than the one before it is passed over
     * @param total    of the counter; one that fell has begun anew, and so does the rate
     */
    public void sample(long nowNanos, long total) {
        if (!samples.isEmpty() && nowNanos - samples.getLast().nanos <= 0) {
            return;
        }
        if (!samples.isEmpty() && total < samples.getLast().total) {
            samples.clear();
        }
        samples.addLast(new Sample(nowNanos, total));
        while (samples.size() > 2 && nowNanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
        perSecond = slope();
    }

    private double slope() {
        var first = samples.getFirst();
        var last = samples.getLast();
        return samples.size() < 2 ? 0 : (last.total - first.total) * 1e9 / (last.nanos - first.nanos);
    }

    /** As of the last sample; not negative. */
    public double perSecond() {
        return perSecond;
    }
}
