package org.timeball.web.appliance.page.clock;

import java.util.ArrayList;
import java.util.List;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.web.appliance.page.chart.Past;

/**
 * Each time that the clock was alone and pulses came back, as the history has it: how long that was, and how far off the clock
 * was by the first pulse that was used again.
 *
 * @param all the oldest first
 */
record PastHoldovers(List<Ended> all) {

    /** Of a step's seconds the worst counts: 0 locked, 1 holdover, 2 not vouched for. */
    private static final double ALONE = 0.5;

    private static final double NOT_VOUCHED_FOR = 1.5;

    /** Copies the list. */
    PastHoldovers {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param seconds       that it lasted, to a step of the history
     * @param strayedSeconds by which the clock was off at its end, not negative
     */
    record Ended(double seconds, double strayedSeconds) {}

    /** Finds them; one that ended with nothing vouched for, or before a pulse was used again, is none. */
    static PastHoldovers in(Past past) {
        double[] worst = past.high(HistorySeries.STATE);
        double[] offsets = past.mean(HistorySeries.OFFSET);
        var found = new ArrayList<Ended>();
        for (int k = 0; k < worst.length; ) {
            int begin = k;
            while (k < worst.length && worst[k] >= ALONE && worst[k] < NOT_VOUCHED_FOR) {
                k++;
            }
            if (k == begin) {
                k++;
            } else if (k < worst.length && worst[k] < ALONE) {
                int back = firstUsed(worst, offsets, k);
                if (back < worst.length && begin > 0 && worst[begin - 1] < ALONE) {
                    found.add(new Ended((double) (k - begin) * past.report().stepSeconds(), Math.abs(offsets[back])));
                }
            }
        }
        return new PastHoldovers(found);
    }

    /** The first step from there on in which a pulse was used, while all are of a clock that is locked. */
    private static int firstUsed(double[] worst, double[] offsets, int from) {
        int k = from;
        while (k < worst.length && worst[k] < ALONE && Double.isNaN(offsets[k])) {
            k++;
        }
        return k < worst.length && worst[k] < ALONE ? k : worst.length;
    }
}
