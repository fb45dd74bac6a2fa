package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.network.Ageing;

/**
 * How a free-running clock moves: steadily by its rate, and besides as far as that may be off and as it may stray.
 *
 * @param rate      how fast it falls behind, s/s
 * @param rateDoubt how far off that may be at most
 * @param slopes    how far it may stray from a rate that is known
 */
record Drift(double rate, double rateDoubt, HoldoverSlopes slopes) implements Ageing {

    @Override
    public double expectedSeconds(double seconds) {
        return rate * seconds;
    }

    @Override
    public double doubtSeconds(double seconds) {
        return rateDoubt * seconds + slopes.straySeconds(seconds);
    }
}
