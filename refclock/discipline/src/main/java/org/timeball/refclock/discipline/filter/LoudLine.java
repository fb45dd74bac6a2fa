package org.timeball.refclock.discipline.filter;

import java.util.Arrays;

/**
 * Notices that a line has become many times noisier than what was learned of it, and when that is over.
 *
 * <p>Of such a line the few pulses that fall where they are expected do so by chance: believed at what the line was worth
 * before, they lead the clock astray. That most pulses are far off is no matter of wild ones; and that
 * they are far from each other, which second differences tell, no step and no ramp. Not thread-safe.
 */
final class LoudLine {

    private static final int PULSES = 31;

    /** So many of them have to be far off: where a fifth of all pulses is wild they hardly ever are. */
    static final int FAR = 20;

    /** Second differences that are looked at: the fewer, the sooner it is seen to be over. */
    private static final int DIFFERENCES = 15;

    private final double[] innovations = new double[PULSES];
    private int added;
    private final double[] differences = new double[DIFFERENCES];
    private int counted;
    private double beforeLast;
    private double last;
    private int inARow;
    private boolean isLoud;
    private int loudPulses;

    /** Whether it is now. */
    boolean isLoud() {
        return isLoud;
    }

    /** For how many pulses it has been. */
    int pulses() {
        return loudPulses;
    }

    /** The variance of one pulse, by the last of them, s²; only of a line that is loud. */
    double variance() {
        double deviation = deviation();
        return deviation * deviation;
    }

    /** The next second's pulse; it is over when pulses scatter by less than half of what is far off. */
    void pulse(double freePhaseSeconds, double farSeconds) {
        inARow++;
        if (inARow >= 3) {
            differences[counted++ % DIFFERENCES] = Math.abs(freePhaseSeconds - 2 * last + beforeLast);
        }
        beforeLast = last;
        last = freePhaseSeconds;
        loudPulses += isLoud ? 1 : 0;
        if (isLoud && deviation() < farSeconds / 2) {
            clear();
        }
    }

    /** The next second had none. */
    void gap() {
        inARow = 0;
    }

    /**
     * A pulse fell so far from where it was expected.
     *
     * @return whether it is plain from now on that the line is loud
     */
    boolean innovation(double seconds, double farSeconds) {
        innovations[added++ % PULSES] = Math.abs(seconds);
        if (isLoud || added < FAR || counted < DIFFERENCES) {
            return false;
        }
        int far = 0;
        for (int i = 0; i < Math.min(added, PULSES); i++) {
            far += innovations[i] > farSeconds ? 1 : 0;
        }
        isLoud = far >= FAR && deviation() > farSeconds;
        return isLoud;
    }

    /** What it was does not count any more. */
    void clear() {
        isLoud = false;
        loudPulses = 0;
        added = 0;
    }

    private double deviation() {
        double[] known = Arrays.copyOf(differences, Math.min(counted, DIFFERENCES));
        return Spread.DEVIATION_PER_MEDIAN
                * OrderStatistic.select(known, known.length, known.length / 2)
                / Math.sqrt(SecondDifferences.VARIANCES_PER_DIFFERENCE);
    }
}
