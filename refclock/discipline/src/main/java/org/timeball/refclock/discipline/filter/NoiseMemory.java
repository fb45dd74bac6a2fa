package org.timeball.refclock.discipline.filter;

import java.util.Arrays;

/**
 * Remembers how far pulses fell from where they were expected, over the last two hours, and knows from it what the
 * line's scatter looks like and how loud it is now.
 *
 * <p>The shape is learned anew every few minutes and stretched at once when the line becomes noisier or quieter. Not
 * thread-safe.
 */
final class NoiseMemory {

    /** The standard deviation of so many pulses' median is 1.4 % of theirs. */
    static final int LENGTH = 8_192;

    private static final int FIRST_LEARNED_AT = 128;
    private static final int LEARNED_EVERY = 256;
    private static final int MEAN_OVER = 2_048;

    /** An innovation scatters by the prediction's error, too; that part is taken off, but never more than this leaves. */
    private static final double LEAST_SHARE = 0.3;

    /** A change of scatter by less than this is chance. */
    private static final double DEAD_BAND = 1.8;

    private static final double SMALLEST_SCALE = 0.05;
    private static final double LARGEST_SCALE = 50;

    /** When the line has been another one for so long, what was learned before is forgotten. */
    private static final int ANOTHER_LINE_AFTER = 512;

    /** A pulse is far off from so many deviations on, when it is asked whether most are. */
    private static final double FAR_DEVIATIONS = 6;

    /** Pulses that are in place by chance lead filters that know the clock hardly away; at first they are believed more. */
    private static final double LED_DEVIATIONS = 1;

    private static final double LED_AT_FIRST_DEVIATIONS = 10;

    private final SecondDifferences differences;
    private final LoudLine loud = new LoudLine();
    private final double[] innovations = new double[LENGTH];
    private final double[] innovationDifferences = new double[LENGTH];
    private int newest = -1;
    private int size;
    private long remembered;
    private boolean isDue;
    private double predictionVariance;
    private SecondDifferences.Level usualLevel = new SecondDifferences.Level(0, 0);
    private double scale = 1;
    private int outOfBand;
    private NoiseShape shape;

    /** @param firstGuess variance of a pulse until enough has been seen, s² */
    NoiseMemory(double firstGuess) {
        differences = new SecondDifferences(firstGuess);
        shape = new StudentShape(differences.variance());
    }

    /** The shape at the scatter it was learned at. */
    NoiseShape shape() {
        return loud.isLoud() ? new StudentShape(loud.variance()) : shape;
    }

    /** One standard deviation of a pulse about the true second, as a person would see it. */
    double jitterSeconds() {
        return Math.sqrt(loud.isLoud() ? loud.variance() : differences.variance());
    }

    /** One deviation of an innovation, of a gaussian line as informative, at the scatter of now. */
    double deviationSeconds() {
        return loud.isLoud() ? Math.sqrt(loud.variance()) : usualDeviation();
    }

    private double usualDeviation() {
        return scale * Math.sqrt(shape.variance());
    }

    /** The variance to update with: that of an innovation less the prediction's part in it, at the scatter of now, s². */
    double pulseVariance() {
        if (loud.isLoud()) {
            return loud.variance();
        }
        double total = scale * scale * shape.variance();
        return switch (shape) {
            case StudentShape _ -> total;
            case LearnedShape _ -> Math.max(total - predictionVariance, LEAST_SHARE * total);
        };
    }

    /** Whether a pulse lies farther out than all but 3 % on its side; always so while nothing is learned. */
    boolean isRare(double innovation) {
        return switch (shape()) {
            case StudentShape _ -> true;
            case LearnedShape learned ->
                innovation > scale * learned.lateSeconds() || innovation < scale * learned.earlySeconds();
        };
    }

    /** The chance that a pulse of this line is suspect on one side; 0 while nothing is learned. */
    double suspectShare(boolean isLate) {
        return switch (shape()) {
            case StudentShape _ -> 0;
            case LearnedShape learned -> learned.suspects(isLate);
        };
    }

    /** Takes what the start-up's line says of the scatter, until more is known. */
    void assume(double variance) {
        differences.assume(variance);
        refreshShape();
    }

    /** The line has become another one, which scatters by so much: what was learned of the one before is forgotten. */
    void startOver(double variance) {
        differences.startOver(variance);
        shape = new StudentShape(differences.variance());
        usualLevel = new SecondDifferences.Level(0, 0);
        size = 0;
        remembered = 0;
        predictionVariance = 0;
        scale = 1;
        outOfBand = 0;
        isDue = false;
        loud.clear();
    }

    /** A pulse came in this second, one of the line's own or a wild one. */
    void pulse(double freePhaseSeconds, boolean isWild) {
        boolean wasLoud = loud.isLoud();
        loud.pulse(freePhaseSeconds, farSeconds());
        if (wasLoud) {
            passLoud(freePhaseSeconds);
        } else if (differences.pulse(freePhaseSeconds, isWild)) {
            refreshShape();
            refreshScale();
        }
    }

    /** Of a line that is loud for a while nothing is kept. */
    private void passLoud(double freePhaseSeconds) {
        if (!loud.isLoud()) {
            differences.startOver(shape.variance());
            differences.pulse(freePhaseSeconds, true);
            scale = 1;
        } else if (loud.pulses() >= ANOTHER_LINE_AFTER) {
            startOver(loud.variance());
        }
    }

    /** No pulse came in this second. */
    void gap() {
        differences.gap();
        loud.gap();
    }

    /**
     * A pulse fell so far from where it was expected.
     *
     * @return whether the line is many times louder than it was believed to be, for some time and known from now on
     */
    boolean hear(double innovation) {
        return loud.innovation(innovation, farSeconds());
    }

    /** So far off is no usual pulse; of a line that is hardly known, half of it. */
    private double farSeconds() {
        return usualDeviation() * (isLearned() ? FAR_DEVIATIONS : FAR_DEVIATIONS / 2);
    }

    /** How far chance may have led the filters before that was heard, one deviation. */
    double astraySeconds() {
        return usualDeviation() * (isLearned() ? LED_DEVIATIONS : LED_AT_FIRST_DEVIATIONS);
    }

    private boolean isLearned() {
        return switch (shape) {
            case StudentShape _ -> false;
            case LearnedShape _ -> true;
        };
    }

    /**
     * Keeps an innovation; only those count that have a second difference beside them.
     *
     * @param variance of the prediction it was made with, s²
     */
    void remember(double innovation, double variance) {
        if (loud.isLoud() || !differences.isKnown()) {
            return;
        }
        newest = (newest + 1) % LENGTH;
        innovations[newest] = innovation;
        innovationDifferences[newest] = differences.newest();
        size = Math.min(size + 1, LENGTH);
        remembered++;
        predictionVariance += (variance - predictionVariance) / Math.min(remembered, MEAN_OVER);
        isDue |= remembered == FIRST_LEARNED_AT || remembered > FIRST_LEARNED_AT && remembered % LEARNED_EVERY == 0;
    }

    /** Takes back the newest innovations: they were of another world than the one that is now followed. */
    void forgetNewest(int count) {
        int gone = Math.min(count, size);
        size -= gone;
        newest = Math.floorMod(newest - gone, LENGTH);
    }

    /** Learns the shape anew when it is time to; takes a millisecond then, so it is best called when nothing waits. */
    void learn() {
        if (isDue && size >= FIRST_LEARNED_AT / 2) {
            shape = new LearnedShape(newestOf(innovations));
            usualLevel =
                    SecondDifferences.levelOf(newestOf(innovationDifferences)).orElse(usualLevel);
        }
        isDue = false;
    }

    private double[] newestOf(double[] ring) {
        double[] values = new double[size];
        Arrays.setAll(values, age -> ring[Math.floorMod(newest - age, LENGTH)]);
        return values;
    }

    private void refreshShape() {
        if (shape instanceof StudentShape) {
            shape = new StudentShape(differences.variance());
        }
    }

    private void refreshScale() {
        double ratio = differences.level().over(usualLevel);
        boolean isUsual = ratio > 1 / DEAD_BAND && ratio < DEAD_BAND;
        scale = isUsual ? 1 : Math.clamp(ratio, SMALLEST_SCALE, LARGEST_SCALE);
        outOfBand = isUsual ? 0 : outOfBand + SecondDifferences.REFRESH_EVERY;
        if (outOfBand >= ANOTHER_LINE_AFTER) {
            size = Math.min(size, ANOTHER_LINE_AFTER);
            outOfBand = 0;
            scale = 1;
            isDue = true;
            learn();
        }
    }
}
