package org.timeball.refclock.discipline;

import java.time.Instant;
import java.time.ZoneOffset;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.time.Leap;

/**
 * Decides from what one receiver says whether a leap second is coming, and when.
 *
 * <p>A notice is believed when it was repeated for a minute and names the end of June or December, the only ends of
 * months at which there ever was one. Whether other sources agree is not asked here: with one receiver there is nobody
 * to ask. Not thread-safe.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-TF.460">ITU-R TF.460, annex 1, section 2</a>
 */
final class LeapWatch {

    private static final int REPEATED = 60;
    private static final long ANNOUNCED_SECONDS = 86_400;

    /** Receivers apply a leap second early, late, or after minutes: this long on either side only our count is used. */
    private static final long UNCLEAR_SECONDS = 1_800;

    private long eventSecond;
    private int change;
    private int repeated;
    private boolean isDone;

    /** Takes what the receiver said, at {@code utcSecond}. */
    void hear(LeapNotice notice, long utcSecond) {
        if (isUnclear(utcSecond)) {
            return;
        }
        long event = notice.eventUtcSecond().orElse(0);
        if (notice.change() == 0 || event <= utcSecond || !endsJuneOrDecember(event)) {
            repeated = 0;
        } else if (event == eventSecond && notice.change() == change) {
            repeated = Math.min(repeated + 1, REPEATED);
        } else {
            eventSecond = event;
            change = notice.change();
            repeated = 1;
            isDone = false;
        }
    }

    /** What is to be announced at a second: nothing until the last day. */
    Leap leapAt(long utcSecond) {
        boolean isComing = isBelieved() && !isDone && eventSecond - utcSecond <= ANNOUNCED_SECONDS;
        if (!isComing) {
            return Leap.NONE;
        }
        return change > 0 ? Leap.INSERT : Leap.DELETE;
    }

    /** Whether a second is so near to a leap second that a receiver's word on the second is not to be used. */
    boolean isUnclear(long utcSecond) {
        return isBelieved() && Math.abs(utcSecond - eventSecond) <= UNCLEAR_SECONDS;
    }

    /**
     * What the clock is to be stepped by when it reaches a second, once.
     *
     * @return −1 where a second was inserted and is counted twice, +1 where one was left out, else 0
     */
    int takeStepAt(long utcSecond) {
        long due = change > 0 ? eventSecond : eventSecond - 1;
        if (!isBelieved() || isDone || utcSecond < due) {
            return 0;
        }
        isDone = true;
        return -change;
    }

    private boolean isBelieved() {
        return repeated == REPEATED;
    }

    private static boolean endsJuneOrDecember(long utcSecond) {
        var first = Instant.ofEpochSecond(utcSecond).atOffset(ZoneOffset.UTC);
        return first.toLocalTime().toSecondOfDay() == 0
                && first.getDayOfMonth() == 1
                && (first.getMonthValue() == 1 || first.getMonthValue() == 7);
    }
}
