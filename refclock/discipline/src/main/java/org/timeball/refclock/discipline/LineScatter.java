package org.timeball.refclock.discipline;

import java.util.Arrays;
import org.timeball.refclock.discipline.filter.OrderStatistic;

/**
 * How far pulses of the last half minute fell from where they were expected, used or not.
 *
 * <p>A line that becomes a thousand times noisier within a second is believed for a while what it was before: so far the
 * filters may be led astray, and for as long as they need to find back. Three quarters of the pulses count: the rest may
 * be wild. Not thread-safe.
 */
final class LineScatter {

    private static final int PULSES = 31;

    /** The filters average: of the scatter of single pulses this much may reach the clock. */
    private static final double SHARE = 0.4;

    /** Nothing is averaged while pulses scatter so much more than the filters believe: chance leads as far as it scatters. */
    private static final double UNBELIEVED = 3;

    /** After it, what the line was like before means little. */
    private static final int GAP_SECONDS = 10;

    /** Seconds in which it is forgotten. */
    private static final double FORGOTTEN_OVER = 60;

    private final double[] distances = new double[PULSES];
    private int added;
    private long lastSecond;
    private double astraySeconds;

    /**
     * The pulse of a second came, so far from its expected place.
     *
     * @param believedSeconds what one deviation of a pulse is believed to be
     */
    void add(long second, double distanceSeconds, double believedSeconds) {
        if (second - lastSecond > GAP_SECONDS) {
            added = 0;
        }
        lastSecond = second;
        distances[added++ % PULSES] = Math.abs(distanceSeconds);
        int known = Math.min(added, PULSES);
        double[] disordered = Arrays.copyOf(distances, known);
        double usual = OrderStatistic.select(disordered, known, known * 3 / 4);
        double share = usual > UNBELIEVED * believedSeconds ? 1 : SHARE;
        astraySeconds = Math.max(share * usual, astraySeconds * (1 - 1 / FORGOTTEN_OVER));
    }

    /** The discipline was started anew. */
    void forget() {
        added = 0;
        astraySeconds = 0;
    }

    /** What the clock may be off by because of it. */
    double astraySeconds() {
        return astraySeconds;
    }
}
