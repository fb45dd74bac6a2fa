package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.network.Interval;

/**
 * What was known at some instant, and what follows from it later if the clock is left alone.
 *
 * @param course    what was believed
 * @param truth     where the truth was, by the free-running clock
 * @param rateDoubt how far off the course's rate was at most
 */
record Anchor(Course course, Interval truth, double rateDoubt) {

    /** Where the truth is later on. */
    Interval truthAt(long freeNanos, HoldoverSlopes slopes) {
        double seconds = ageSeconds(freeNanos);
        var drift = new Drift(course.rate(), rateDoubt, slopes);
        return truth.moved(drift.expectedSeconds(seconds), drift.doubtSeconds(seconds));
    }

    /** How old it is. */
    double ageSeconds(long freeNanos) {
        return Math.max(0, freeNanos - course.freeNanos()) * 1e-9;
    }

    /** By how much more a later rate is another than both may be off and an oscillator may change; s/s, 0 if it is not. */
    double rateBeyond(Course later, HoldoverSlopes slopes) {
        double seconds = Math.max(1, ageSeconds(later.freeNanos()));
        double unsure = Math.hypot(course.rateDeviation(), later.rateDeviation());
        double plausible = Course.DEVIATIONS * unsure + 2 * slopes.straySeconds(seconds) / seconds;
        return Math.max(0, Math.abs(later.rate() - course.rate()) - plausible);
    }

    /** As {@link Course#moved}. */
    Anchor moved(long deltaNanos, long utcNanos) {
        return new Anchor(
                course.moved(deltaNanos, utcNanos), truth.moved((utcNanos - deltaNanos) * 1e-9, 0), rateDoubt);
    }
}
