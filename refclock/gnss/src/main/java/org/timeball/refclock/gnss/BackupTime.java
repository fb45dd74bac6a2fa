package org.timeball.refclock.gnss;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The second by GLL where an epoch has lost every sentence with a date.
 *
 * <p>GLL has a time of day and no date, and on some receivers (Garmin) it is a second behind the rest of its burst. So
 * it is believed only while it has agreed with the dated sentences beside it, several epochs in a row, and only to
 * bridge a few lost ones.
 */
final class BackupTime {

    /** What may have been lost in between; far less than the day that GLL cannot tell. */
    private static final long LONGEST_BRIDGE_SECONDS = 10;

    private static final int AGREEMENTS_NEEDED = 3;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private int agreements;

    /**
     * Compares what an epoch told in both ways.
     *
     * @param told    by dated messages
     * @param gllNanos the time of day by GLL; nothing is learned where either is missing
     */
    void learn(Optional<EpochDraft.TimeOfFix> told, OptionalLong gllNanos) {
        if (told.isEmpty() || gllNanos.isEmpty()) {
            return;
        }
        long toldSecond = EpochKey.wholeSecond(told.get().utcNanos());
        long difference = toldSecond - EpochKey.wholeSecond(gllNanos.getAsLong());
        // the second last named is where a bridge begins, so it has to be one that was vouched for
        boolean isSame = told.get().isVouched() && Math.floorMod(difference, SECONDS_PER_DAY) == 0;
        agreements = isSame ? Math.min(agreements + 1, AGREEMENTS_NEEDED) : 0;
    }

    /**
     * The time of an epoch that has nothing but GLL; empty if that cannot be believed.
     *
     * @param namedSecond   the second last named, after correction for rollover
     * @param rolloverWeeks what that correction added, and will add to what is returned here
     */
    Optional<EpochDraft.TimeOfFix> timeOfFix(OptionalLong gllNanos, OptionalLong namedSecond, int rolloverWeeks) {
        if (gllNanos.isEmpty() || namedSecond.isEmpty() || agreements < AGREEMENTS_NEEDED) {
            return Optional.empty();
        }
        long before = namedSecond.getAsLong();
        long gllSecond = EpochKey.wholeSecond(gllNanos.getAsLong());
        long later = Math.floorMod(gllSecond - before, SECONDS_PER_DAY);
        if (later == 0 || later > LONGEST_BRIDGE_SECONDS) {
            return Optional.empty();
        }
        long told = before + later - rolloverWeeks * SECONDS_PER_WEEK;
        return Optional.of(new EpochDraft.TimeOfFix(told * NANOS_PER_SECOND, true, OptionalDouble.empty()));
    }
}
