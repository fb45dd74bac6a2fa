package org.timeball.refclock.discipline.holdover;

import java.util.Arrays;
import java.util.Collection;

/**
 * How far a clock may stray while it is alone beyond what its filters expect, by what it was seen to do: the 99.9 %
 * quantile of the last seven days at each horizon, a power law between horizons, and nowhere less than 0.02 ppm. Before
 * a day was seen, and at horizons of which too little was, it is the prior, or what was seen if that is more. Immutable.
 */
public final class HoldoverSlopes {

    /** No oscillator that is not in an oven is better for long, s/s. */
    private static final double LEAST = 20e-9;

    /** One in so many may be steeper. */
    private static final int QUANTILE = 1_000;

    /** With fewer minutes than these, of a day's 1,440, a horizon was not looked at from most hours of the day. */
    private static final int ENOUGH_MINUTES = 1_200;

    private static final int COUNT = Horizons.MINUTES.length;

    /** By horizon, seconds, never falling. */
    private final double[] strays;

    private final double slopeBeyond;

    private HoldoverSlopes(double[] strays, double slopeBeyond) {
        this.strays = strays;
        this.slopeBeyond = slopeBeyond;
    }

    static HoldoverSlopes of(Collection<SlopeDay> days, double priorSlope) {
        boolean isDayOver = count(days, 0) >= HoldoverMemory.DAY_MINUTES;
        double[] strays = new double[COUNT];
        double slope = 0;
        for (int h = 0; h < COUNT; h++) {
            double seen = quantile(days, h);
            boolean isLearned = isDayOver && count(days, h) >= ENOUGH_MINUTES;
            slope = Math.max(seen, isLearned ? LEAST : priorSlope * Horizons.PRIOR_SHARE[h]);
            strays[h] = Math.max(h == 0 ? 0 : strays[h - 1], slope * seconds(h));
        }
        return new HoldoverSlopes(strays, slope);
    }

    /** By how much the clock may be off for having been alone so many seconds, not negative; seconds, never falling. */
    public double straySeconds(double seconds) {
        if (seconds < seconds(0)) {
            return strays[0] * seconds / seconds(0);
        }
        for (int h = 1; h < COUNT; h++) {
            if (seconds < seconds(h)) {
                double power = Math.log(strays[h] / strays[h - 1]) / Math.log(seconds(h) / seconds(h - 1));
                return strays[h - 1] * Math.pow(seconds / seconds(h - 1), power);
            }
        }
        return strays[COUNT - 1] + slopeBeyond * (seconds - seconds(COUNT - 1));
    }

    private static double seconds(int horizon) {
        return Horizons.MINUTES[horizon] * 60.0;
    }

    private static int count(Collection<SlopeDay> days, int horizon) {
        return days.stream().mapToInt(day -> day.count(horizon)).sum();
    }

    /** The slope that one minute in a thousand exceeds; the steepest of fewer. */
    private static double quantile(Collection<SlopeDay> days, int horizon) {
        int rank = Math.min(count(days, horizon) / QUANTILE, SlopeDay.KEPT - 1);
        float[] all = new float[days.size() * SlopeDay.KEPT];
        int n = 0;
        for (var day : days) {
            for (float slope : day.steepest(horizon)) {
                all[n++] = slope;
            }
        }
        Arrays.sort(all);
        return all[n - 1 - rank];
    }
}
