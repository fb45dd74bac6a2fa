package org.timeball.refclock.discipline.filter;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * The shape of a line's scatter as its own pulses show it: a kernel estimate of their density g, and from it the
 * influence −g′/g that makes the most of each.
 *
 * <p>Built from distances to the prediction, it settles on their <em>median</em>, whatever the shape: a late-leaning or
 * two-humped line has no bias against it. Pulses far off all others are not the line's own and have no say in where its
 * middle is: a fifth of them, more late than early, would move the median of all by a twentieth of a deviation or more.
 * Steep flanks count for much, flat tails for nothing, so that a wild pulse needs no gate.
 */
final class LearnedShape implements NoiseShape {

    /** Grid of ±8 deviations in steps of a sixteenth; pulses beyond it are wild and shape nothing. */
    private static final int STEPS_PER_DEVIATION = 16;

    private static final int REACH_DEVIATIONS = 8;
    private static final int POINTS = 2 * REACH_DEVIATIONS * STEPS_PER_DEVIATION + 1;

    /** Kernel width at one sample: the exponent −1/7 is the best for a derivative (−1/5 would be for the density). */
    private static final double KERNEL_DEVIATIONS = 0.8;

    private static final double KERNEL_EXPONENT = -1.0 / 7;
    private static final double KERNEL_REACH = 4;

    /** Where pulses are few the kernel is wider: by the density's share of its peak to this power, and at most so much. */
    private static final double WIDENING_EXPONENT = 0.35;

    private static final double WIDEST = 6;

    /** A little of a Cauchy density everywhere bounds the logarithm and lets the influence fall off. */
    private static final double FLOOR_SHARE = 0.01;

    private static final double FLOOR_DEVIATIONS = 3;

    private static final double TAIL_SHARE = 0.03;
    private static final double FINEST_SECONDS = 1e-9;

    /**
     * Distances without those beyond a grid about their median, taken again of what is left until none is.
     *
     * @param distances sorted
     * @param deviation theirs, seconds
     */
    private record Own(double[] distances, double deviation) {

        static Own of(double[] sorted) {
            double[] own = sorted;
            while (true) {
                double median = own[own.length / 2];
                double deviation = Math.max(FINEST_SECONDS, Spread.ofSorted(own).deviation());
                double reach = REACH_DEVIATIONS * deviation;
                int from = 0;
                while (median - own[from] > reach) {
                    from++;
                }
                int to = own.length;
                while (own[to - 1] - median > reach) {
                    to--;
                }
                if (to - from == own.length) {
                    return new Own(own, deviation);
                }
                own = Arrays.copyOfRange(own, from, to);
            }
        }

        double median() {
            return distances[distances.length / 2];
        }
    }

    private final double step;
    private final double end;
    private final double earlySeconds;
    private final double lateSeconds;
    private final double earlySuspects;
    private final double lateSuspects;
    private final double variance;
    private final double[] influence = new double[POINTS];
    private final double[] logDensity = new double[POINTS];
    private final double[] belief = new double[POINTS];

    /**
     * Learns from distances.
     *
     * @param distances seconds, late = positive, at least a hundred; sorted on return
     */
    LearnedShape(double[] distances) {
        Arrays.sort(distances);
        var own = Own.of(distances);
        step = own.deviation / STEPS_PER_DEVIATION;
        end = own.deviation * REACH_DEVIATIONS;
        earlySeconds = quantile(distances, TAIL_SHARE);
        lateSeconds = quantile(distances, 1 - TAIL_SHARE);
        double[] density = density(histogram(own.distances, own.median()), distances.length);
        variance = 1 / tabulate(density);
        double limit = SuspectRun.NEAR_DEVIATIONS * Math.sqrt(variance);
        earlySuspects = share(distances, distance -> distance < -limit);
        lateSuspects = share(distances, distance -> distance > limit);
    }

    /** Only so small a share of pulses, 3 %, is stamped earlier than this; seconds, usually negative. */
    double earlySeconds() {
        return earlySeconds;
    }

    /** The same share is stamped later than this. */
    double lateSeconds() {
        return lateSeconds;
    }

    /** The share of pulses that alone would be suspect, of those stamped late or of those stamped early. */
    double suspects(boolean isLate) {
        return isLate ? lateSuspects : earlySuspects;
    }

    @Override
    public double variance() {
        return variance;
    }

    @Override
    public double influence(double distanceSeconds) {
        double size = Math.abs(distanceSeconds);
        if (size < end) {
            return interpolated(influence, distanceSeconds);
        }
        return influence[distanceSeconds < 0 ? 0 : POINTS - 1] * end / size;
    }

    @Override
    public double belief(double distanceSeconds) {
        return Math.abs(distanceSeconds) < end ? interpolated(belief, distanceSeconds) : 0;
    }

    @Override
    public double logDensity(double distanceSeconds) {
        double size = Math.abs(distanceSeconds);
        if (size < end) {
            return interpolated(logDensity, distanceSeconds);
        }
        return logDensity[distanceSeconds < 0 ? 0 : POINTS - 1] - 2 * Math.log(size / end);
    }

    private double interpolated(double[] table, double distanceSeconds) {
        double place = (distanceSeconds + end) / step;
        int below = Math.min((int) place, POINTS - 2);
        double part = place - below;
        return table[below] + part * (table[below + 1] - table[below]);
    }

    /** Fills the tables; returns the Fisher information, 1/s². */
    private double tabulate(double[] density) {
        double information = 0;
        for (int i = 1; i < POINTS - 1; i++) {
            double slope = (density[i + 1] - density[i - 1]) / (2 * step);
            influence[i] = -slope / density[i];
            information += slope * slope / density[i] * step;
        }
        influence[0] = influence[1];
        influence[POINTS - 1] = influence[POINTS - 2];
        for (int i = 0; i < POINTS; i++) {
            influence[i] /= information;
            logDensity[i] = Math.log(density[Math.clamp(i, 1, POINTS - 2)]);
        }
        return information;
    }

    private double[] histogram(double[] distances, double median) {
        double[] counts = new double[POINTS];
        for (double distance : distances) {
            long bin = Math.round((distance - median + end) / step);
            if (bin >= 0 && bin < POINTS) {
                counts[(int) bin]++;
            }
        }
        return counts;
    }

    private double[] density(double[] counts, int samples) {
        double width = KERNEL_DEVIATIONS * STEPS_PER_DEVIATION * Math.pow(samples, KERNEL_EXPONENT);
        double[] widths = new double[POINTS];
        Arrays.fill(widths, width);
        double[] pilot = smoothed(counts, widths);
        double highest = Arrays.stream(pilot).max().orElseThrow();
        Arrays.setAll(widths, i -> width * Math.min(WIDEST, Math.pow(highest / pilot[i], WIDENING_EXPONENT)));
        double[] density = smoothed(counts, widths);
        double floorWidth = FLOOR_DEVIATIONS * STEPS_PER_DEVIATION * step;
        for (int i = 0; i < POINTS; i++) {
            double place = (i * step - end) / floorWidth;
            double floor = FLOOR_SHARE / (Math.PI * floorWidth * (1 + place * place));
            density[i] = (1 - FLOOR_SHARE) * density[i] / (samples * step) + floor;
            belief[i] = 1 - floor / density[i];
        }
        return density;
    }

    /** Spreads each bin's count over its neighbours by a normal kernel; widths are in bins. */
    private static double[] smoothed(double[] counts, double[] widths) {
        double[] sums = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            if (counts[i] == 0) {
                continue;
            }
            int reach = (int) (KERNEL_REACH * widths[i]);
            double peak = counts[i] / (Math.sqrt(2 * Math.PI) * widths[i]);
            for (int k = Math.max(0, i - reach); k <= Math.min(POINTS - 1, i + reach); k++) {
                double deviations = (k - i) / widths[i];
                sums[k] += peak * Math.exp(-0.5 * deviations * deviations);
            }
        }
        return sums;
    }

    private static double share(double[] distances, DoublePredicate isMeant) {
        return (double) Arrays.stream(distances).filter(isMeant).count() / distances.length;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
