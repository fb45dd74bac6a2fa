package org.timeball.refclock.discipline.network.clock;

import java.util.Optional;
import org.timeball.refclock.discipline.network.Ageing;
import org.timeball.refclock.discipline.network.Interval;

/**
 * How far off the clock may be, in the two numbers of a snapshot.
 *
 * @param boundSeconds  the clock is nowhere farther off, as long as most sources are as good as their word
 * @param withinSeconds the headline, 95 %
 * @param ratePpb       how fast both grow
 */
record Stated(double boundSeconds, double withinSeconds, double ratePpb) {

    /** Nothing is vouched for: RFC 5905's largest dispersion. */
    static final Stated NOTHING = new Stated(16, 16, 0);

    /** No bound is stated below this: the clock is not read better. */
    private static final double LEAST_SECONDS = 1e-6;

    /** How much of what two ways' inequality can do it hardly ever does. */
    private static final double LIKELY_SHARE = 0.5;

    /**
     * What follows.
     *
     * @param truth         where it is by the disciplined clock
     * @param behindSeconds what is left to be slewed
     * @param course        what is believed
     * @param ageing        what time does to it
     * @param slewPpb       how fast an offset is slewed
     */
    static Stated of(Interval truth, double behindSeconds, Optional<Course> course, Ageing ageing, double slewPpb) {
        double bound = Math.max(LEAST_SECONDS, truth.reachFrom(0));
        double deviation = course.map(Course::phaseDeviation).orElse(0.0);
        double likely = Math.abs(behindSeconds) + 2 * deviation + LIKELY_SHARE * (truth.high() - truth.low()) / 2;
        double rate = ageing.doubtSeconds(1) * 1e9 + slewPpb;
        return bound < NOTHING.boundSeconds ? new Stated(bound, Math.min(bound, likely), rate) : NOTHING;
    }
}
