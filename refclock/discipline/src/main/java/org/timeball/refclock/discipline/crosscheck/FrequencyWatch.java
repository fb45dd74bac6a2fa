package org.timeball.refclock.discipline.crosscheck;

/**
 * Watches the oscillator's frequency as the pulses show it: a quartz follows the temperature within minutes, a
 * signal that is drawn away follows whom it likes.
 *
 * <p>A change of 0.05 ppm within a minute is looked at, unless this oscillator was seen to change as fast before; one of
 * 0.5 ppm within ten seconds is the signal's, or a hand's on the clock: warmth takes longer. Not thread-safe.
 */
final class FrequencyWatch {

    private static final int MINUTE = 60;

    /** So soon after the start filters still settle and boards warm up. */
    private static final int WATCHED_FROM = 300;

    private static final double WATCHED_PPB = 50;

    /** Ten degrees move a board's crystal by this, within a minute at the least. */
    private static final double SUSPECT_PPB = 500;

    private static final double WATCHED_TIMES_USUAL = 3;
    private static final int SOON = 10;

    /** What was usual is forgotten over a week. */
    private static final double REMEMBERED = 1 - 1.0 / (7 * 86_400);

    private static final double DEVIATIONS = 3;

    private final double[] ppb = new double[MINUTE];
    private final double[] variance = new double[MINUTE];
    private int seconds;
    private double usualPpb;
    private double excursionPpb;
    private double changePpb;
    private double soonPpb;

    /** Starts the minute anew, as when the filter does. */
    void restart() {
        seconds = 0;
        changePpb = 0;
        soonPpb = 0;
    }

    /**
     * A second is over.
     *
     * @param frequencyPpb the oscillator's error
     * @param deviationPpb one standard deviation of it
     */
    void second(double frequencyPpb, double deviationPpb) {
        int slot = seconds % MINUTE;
        double square = deviationPpb * deviationPpb;
        if (seconds++ >= WATCHED_FROM) {
            changePpb = changeSince(slot, frequencyPpb, square);
            soonPpb = changeSince((slot + MINUTE - SOON) % MINUTE, frequencyPpb, square);
            learn();
        }
        ppb[slot] = frequencyPpb;
        variance[slot] = square;
    }

    private double changeSince(int slot, double frequencyPpb, double square) {
        double chance = DEVIATIONS * Math.sqrt(square + variance[slot]);
        return Math.max(0, Math.abs(frequencyPpb - ppb[slot]) - chance);
    }

    /** An excursion is part of what is usual when it is over; what no crystal does is not. */
    private void learn() {
        usualPpb *= REMEMBERED;
        excursionPpb = Math.max(excursionPpb, changePpb);
        if (changePpb < excursionPpb / 4) {
            usualPpb = Math.max(usualPpb, Math.min(excursionPpb, SUSPECT_PPB / 4));
            excursionPpb = 0;
        }
    }

    /** How much more than chance the frequency changed within the last minute, parts per billion. */
    double changePpb() {
        return changePpb;
    }

    boolean isWatched() {
        return changePpb > Math.max(WATCHED_PPB, WATCHED_TIMES_USUAL * usualPpb);
    }

    boolean isSuspect() {
        return soonPpb > SUSPECT_PPB;
    }
}
