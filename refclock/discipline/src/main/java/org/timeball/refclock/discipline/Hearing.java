package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;

/**
 * What is held of the receiver by its last burst, and by how long ago that was.
 *
 * @param isHeard     it has spoken at all
 * @param atNanos     when it last did, by the disciplined clock
 * @param isTimeValid it vouched for its time then
 * @param fix         what it had then
 */
record Hearing(boolean isHeard, long atNanos, boolean isTimeValid, Fix fix) {

    static final Hearing NOTHING = new Hearing(false, 0, false, Fix.NONE);

    /** A pulse line may go on when the sentences stop; for so long it is believed that nothing else is wrong. */
    private static final double SILENT_AFTER_SECONDS = 10;

    static Hearing of(Epoch epoch, long atNanos) {
        return new Hearing(true, atNanos, epoch.isTimeValid(), epoch.fix());
    }

    /** The same after the clock was moved. */
    Hearing moved(long deltaNanos) {
        return new Hearing(isHeard, atNanos + deltaNanos, isTimeValid, fix);
    }

    /** What is wrong with the receiver, in a sentence; empty when pulses may be believed. */
    String complaint(long nowNanos) {
        double silentSeconds = (nowNanos - atNanos) * 1e-9;
        if (!isHeard) {
            return "no word from the receiver yet";
        }
        if (silentSeconds > SILENT_AFTER_SECONDS) {
            return "the receiver has been silent for " + Figure.ofSeconds(silentSeconds);
        }
        if (!fix.isGoodForTime()) {
            return "the receiver has no fix (" + fix.words() + ')';
        }
        return isTimeValid ? "" : "the receiver does not vouch for its time";
    }

    /** Why a pulse is not to be used, when there is a complaint. */
    NotUsed refusal(long nowNanos) {
        boolean isSilent = !isHeard || (nowNanos - atNanos) * 1e-9 > SILENT_AFTER_SECONDS;
        return new NotUsed(isSilent ? Reason.RECEIVER_SILENT : Reason.NO_FIX, complaint(nowNanos));
    }
}
