package org.timeball.refclock.discipline;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.discipline.filter.Estimate;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;

/**
 * How far served time can be from UTC, as two numbers and their growth.
 *
 * <p>bound(t) = systematic error + what is believed of the phase + 4 sigma(t) + phi t: sigma is what the filters expect
 * of the oscillator, and phi t what it was seen to do beyond that. The headline has 2 sigma in place of 4.
 *
 * @param boundSeconds  holds in 99.9 % of seconds
 * @param boundRatePpb  how fast that grows from here while no pulse comes
 * @param withinSeconds the headline, holds in 95 %
 * @param withinRatePpb how fast that grows
 * @param parts         of which both numbers are the sums; empty when nothing is vouched for
 */
public record ErrorBound(
        double boundSeconds, double boundRatePpb, double withinSeconds, double withinRatePpb, List<ErrorPart> parts) {

    /** What is said when nothing is vouched for: RFC 5905's largest dispersion. */
    public static final ErrorBound NONE = new ErrorBound(16, 0, 16, 0, List.of());

    /** Three would do for a gaussian error; a load step is one that is not, and 4 hold in 99.9 % of its seconds, too. */
    private static final double BOUND_DEVIATIONS = 4;

    private static final double WITHIN_DEVIATIONS = 2;

    /** A snapshot is not served when it is older; the rates are steep enough for as long, at each of these ages. */
    private static final double[] SERVED_SECONDS = {0.25, 1, 3};

    /** Copies the list. */
    public ErrorBound {
        parts = List.copyOf(parts);
    }

    /**
     * The bound by what is believed of the clock.
     *
     * @param systematicSeconds    what no filter sees
     * @param estimate             what is believed, as of some second
     * @param slopes               what the oscillator was seen to do
     * @param sinceEstimateSeconds since that second, not negative
     * @param sinceUsedSeconds     since the last pulse that was used, not negative
     * @return {@link #NONE} where it cannot be stated
     */
    public static ErrorBound of(
            double systematicSeconds,
            Estimate estimate,
            HoldoverSlopes slopes,
            double sinceEstimateSeconds,
            double sinceUsedSeconds) {
        var now = new Reach(systematicSeconds, estimate, slopes, sinceEstimateSeconds, sinceUsedSeconds);
        return stated(
                now.seconds(BOUND_DEVIATIONS, 0),
                now.ratePpb(BOUND_DEVIATIONS),
                now.seconds(WITHIN_DEVIATIONS, 0),
                now.ratePpb(WITHIN_DEVIATIONS),
                now.parts());
    }

    /**
     * The same with more doubt, as when something about the receiver is suspect.
     *
     * @param name         what is doubted, in a few words
     * @param extraSeconds what both numbers grow by, not negative
     * @param extraRatePpb what both rates grow by, not negative
     * @return {@link #NONE} where it cannot be stated
     */
    public ErrorBound plus(String name, double extraSeconds, double extraRatePpb) {
        if (extraSeconds == 0 && extraRatePpb == 0) {
            return this;
        }
        var more = new ArrayList<>(parts);
        more.add(new ErrorPart(name, extraSeconds, extraSeconds));
        return stated(
                boundSeconds + extraSeconds,
                boundRatePpb + extraRatePpb,
                withinSeconds + extraSeconds,
                withinRatePpb + extraRatePpb,
                more);
    }

    /** The bound after some time, if nothing comes in it; seconds. */
    double boundSecondsAfter(double seconds) {
        return boundSeconds + boundRatePpb * 1e-9 * seconds;
    }

    private static ErrorBound stated(
            double bound, double boundRate, double within, double withinRate, List<ErrorPart> parts) {
        boolean isStated = bound < NONE.boundSeconds
                && within <= bound
                && Double.isFinite(boundRate)
                && Double.isFinite(withinRate);
        return isStated ? new ErrorBound(bound, boundRate, within, withinRate, parts) : NONE;
    }

    /** How far off the clock can be, as a function of the time from now and of how many deviations are asked for. */
    private record Reach(
            double systematicSeconds,
            Estimate estimate,
            HoldoverSlopes slopes,
            double sinceEstimateSeconds,
            double sinceUsedSeconds) {

        double seconds(double deviations, double ahead) {
            return systematicSeconds
                    + Math.abs(estimate.phaseSeconds())
                    + estimate.doubtSeconds()
                    + deviations * estimate.coasting().deviationSeconds(sinceEstimateSeconds + ahead)
                    + slopes.straySeconds(sinceUsedSeconds + ahead);
        }

        /** The terms of the sum at this moment. */
        List<ErrorPart> parts() {
            double deviation = estimate.coasting().deviationSeconds(sinceEstimateSeconds);
            return List.of(
                    same("systematic error of the pulse", systematicSeconds),
                    same("where the clock is believed to be", Math.abs(estimate.phaseSeconds())),
                    same("pulses that disagree with that", estimate.doubtSeconds()),
                    new ErrorPart("scatter of the filter", BOUND_DEVIATIONS * deviation, WITHIN_DEVIATIONS * deviation),
                    same("wander of the oscillator since the last pulse", slopes.straySeconds(sinceUsedSeconds)));
        }

        private static ErrorPart same(String name, double seconds) {
            return new ErrorPart(name, seconds, seconds);
        }

        double ratePpb(double deviations) {
            double now = seconds(deviations, 0);
            double steepest = 0;
            for (double ahead : SERVED_SECONDS) {
                steepest = Math.max(steepest, (seconds(deviations, ahead) - now) / ahead);
            }
            return steepest * 1e9;
        }
    }
}
