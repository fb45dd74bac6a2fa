package org.timeball.refclock.discipline.filter;

import java.util.Arrays;

/**
 * The last few phases of the free-running clock, and the line through them.
 *
 * <p>Not thread-safe.
 */
final class PhaseTrack {

    /** How many pulses a start-up takes: the slope is then known to 0.054 of the jitter a second. */
    static final int LENGTH = 16;

    private static final int FIT_PASSES = 3;
    private static final double WILD_DEVIATIONS = 3.5;
    private static final double FINEST_SECONDS = 1e-9;
    private static final double STEEPEST = 500e-6;

    /**
     * A line through phases.
     *
     * @param phaseSeconds     at time zero, which is the second asked about
     * @param slope            seconds per second
     * @param deviationSeconds scatter of one phase about the line, at least a nanosecond
     * @param phaseShare       variance of {@code phaseSeconds} as a share of the scatter's; likewise below
     * @param crossShare       covariance of phase and slope
     * @param slopeShare       variance of {@code slope}
     */
    record Line(
            double phaseSeconds,
            double slope,
            double deviationSeconds,
            double phaseShare,
            double crossShare,
            double slopeShare) {}

    private final long[] seconds = new long[LENGTH];
    private final double[] phases = new double[LENGTH];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Adds a phase; the oldest goes when there is no room. */
    void add(long second, double phaseSeconds) {
        if (size == LENGTH) {
            System.arraycopy(seconds, 1, seconds, 0, LENGTH - 1);
            System.arraycopy(phases, 1, phases, 0, LENGTH - 1);
            size--;
        }
        seconds[size] = second;
        phases[size++] = phaseSeconds;
    }

    /** The newest {@code count} of these phases, as a track of their own. */
    PhaseTrack newest(int count) {
        var newest = new PhaseTrack();
        for (int i = size - count; i < size; i++) {
            newest.add(seconds[i], phases[i]);
        }
        return newest;
    }

    /** Takes over all that another track holds. */
    void copyFrom(PhaseTrack other) {
        System.arraycopy(other.seconds, 0, seconds, 0, LENGTH);
        System.arraycopy(other.phases, 0, phases, 0, LENGTH);
        size = other.size;
    }

    /**
     * How far the last {@code count} phases lie above a line.
     *
     * @param second       where that line has {@code phaseSeconds}
     */
    double[] lastAbove(int count, long second, double phaseSeconds, double slope) {
        double[] above = new double[count];
        int first = size - count;
        Arrays.setAll(above, i -> phases[first + i] - phaseSeconds - slope * (seconds[first + i] - second));
        return above;
    }

    /** The second of the newest phase. */
    long newestSecond() {
        return seconds[size - 1];
    }

    /**
     * The line through all phases here: medians first, then least squares over those that are not wild.
     *
     * @param second       the second at which the line's phase is wanted
     * @param assumedSlope stands in while there are fewer than three phases
     */
    Line line(long second, double assumedSlope) {
        double[] times = new double[size];
        Arrays.setAll(times, i -> seconds[i] - second);
        boolean[] kept = new boolean[size];
        Arrays.fill(kept, true);
        double slope = size < 3 ? assumedSlope : medianSlope(times);
        double phase = Spread.median(residuals(times, 0, slope));
        for (int pass = 0; pass < FIT_PASSES && size >= 5; pass++) {
            double limit = WILD_DEVIATIONS * deviation(times, phase, slope);
            for (int i = 0; i < size; i++) {
                kept[i] = Math.abs(phases[i] - phase - slope * times[i]) <= limit;
            }
            var sums = Sums.of(times, phases, kept);
            if (sums.count < 4) {
                break;
            }
            slope = Math.clamp(sums.slope(), -STEEPEST, STEEPEST);
            phase = sums.mean() - slope * sums.meanTime();
        }
        return shaped(Sums.of(times, phases, kept), phase, slope, deviation(times, phase, slope));
    }

    private Line shaped(Sums sums, double phase, double slope, double deviation) {
        double around = sums.squaresAroundMean();
        if (sums.count < 3 || around <= 0) {
            return new Line(phase, slope, deviation, 1.0 / Math.max(1, sums.count), 0, 0);
        }
        double meanTime = sums.meanTime();
        return new Line(
                phase,
                slope,
                deviation,
                1.0 / sums.count + meanTime * meanTime / around,
                -meanTime / around,
                1 / around);
    }

    private double medianSlope(double[] times) {
        double[] slopes = new double[size * (size - 1) / 2];
        int n = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                slopes[n++] = (phases[i] - phases[j]) / (times[i] - times[j]);
            }
        }
        return Math.clamp(Spread.median(slopes), -STEEPEST, STEEPEST);
    }

    private double deviation(double[] times, double phase, double slope) {
        double[] residuals = residuals(times, phase, slope);
        Arrays.setAll(residuals, i -> Math.abs(residuals[i]));
        double lostFreedom = Math.sqrt(size / Math.max(1.0, size - 2.0));
        return Math.max(FINEST_SECONDS, Spread.DEVIATION_PER_MEDIAN * lostFreedom * Spread.median(residuals));
    }

    private double[] residuals(double[] times, double phase, double slope) {
        double[] residuals = new double[size];
        Arrays.setAll(residuals, i -> phases[i] - phase - slope * times[i]);
        return residuals;
    }

    /** What least squares needs to know of the points it keeps. */
    private record Sums(int count, double time, double phase, double timeTime, double timePhase) {

        static Sums of(double[] times, double[] phases, boolean[] kept) {
            int count = 0;
            double time = 0;
            double phase = 0;
            double timeTime = 0;
            double timePhase = 0;
            for (int i = 0; i < times.length; i++) {
                if (kept[i]) {
                    count++;
                    time += times[i];
                    phase += phases[i];
                    timeTime += times[i] * times[i];
                    timePhase += times[i] * phases[i];
                }
            }
            return new Sums(count, time, phase, timeTime, timePhase);
        }

        double meanTime() {
            return time / count;
        }

        double mean() {
            return phase / count;
        }

        double squaresAroundMean() {
            return timeTime - time * time / count;
        }

        double slope() {
            return (timePhase - time * phase / count) / squaresAroundMean();
        }
    }
}
