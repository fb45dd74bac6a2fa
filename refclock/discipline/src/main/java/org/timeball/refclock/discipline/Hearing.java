package org.timeball.refclock.discipline;

import java.util.Optional;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.NextPulse;
import org.timeball.refclock.gnss.PulseGrid;

/**
 * What is held of the receiver by its last burst, and by how long ago that was.
 *
 * @param isHeard     it has spoken at all
 * @param atNanos     when it last did, by the disciplined clock
 * @param isTimeValid it vouched for its time then
 * @param fix         what it had then
 * @param grid        what it last said its pulses are aligned to, or UTC when it did not say lately
 * @param gridAtNanos when it did
 */
record Hearing(boolean isHeard, long atNanos, boolean isTimeValid, Fix fix, PulseGrid grid, long gridAtNanos) {

    static final Hearing NOTHING = new Hearing(false, 0, false, Fix.NONE, PulseGrid.UTC, 0);

    /** A pulse line may go on when the sentences stop; for so long it is believed that nothing else is wrong. */
    private static final double SILENT_AFTER_SECONDS = 10;

    /** What is held after another burst, which need not say again what pulses are aligned to. */
    Hearing after(Epoch epoch, long nowNanos) {
        boolean isGridKnown = isHeard && (nowNanos - gridAtNanos) * 1e-9 < SILENT_AFTER_SECONDS;
        var before = isGridKnown ? grid : PulseGrid.UTC;
        return new Hearing(
                true,
                nowNanos,
                epoch.isTimeValid(),
                epoch.fix(),
                epoch.nextPulse().map(NextPulse::grid).orElse(before),
                epoch.nextPulse().isPresent() ? nowNanos : gridAtNanos);
    }

    /** The same after the clock was moved. */
    Hearing moved(long deltaNanos) {
        return new Hearing(isHeard, atNanos + deltaNanos, isTimeValid, fix, grid, gridAtNanos + deltaNanos);
    }

    /** What is wrong with the receiver, in a sentence; empty when pulses may be believed. */
    String complaint(long nowNanos) {
        return refusal(nowNanos).map(NotUsed::sentence).orElse("");
    }

    /** Why a pulse is not to be used; empty when it may be believed. */
    Optional<NotUsed> refusal(long nowNanos) {
        double silentSeconds = (nowNanos - atNanos) * 1e-9;
        if (!isHeard) {
            return refuse(Reason.RECEIVER_SILENT, "no word from the receiver yet");
        }
        if (silentSeconds > SILENT_AFTER_SECONDS) {
            return refuse(
                    Reason.RECEIVER_SILENT, "the receiver has been silent for " + Figure.ofSeconds(silentSeconds));
        }
        if (!fix.isGoodForTime()) {
            return refuse(Reason.NO_FIX, "the receiver has no fix (" + fix.words() + ')');
        }
        if (!isTimeValid) {
            return refuse(Reason.NO_FIX, "the receiver does not vouch for its time");
        }
        return switch (grid) {
            case UTC -> Optional.empty();
            case UTC_UNAVAILABLE ->
                refuse(Reason.UTC_UNAVAILABLE, "the receiver does not know yet how UTC stands to its satellites' time");
            case GNSS ->
                refuse(
                        Reason.NOT_ON_UTC,
                        "the receiver aligns its pulses to its satellites' time and not to UTC;"
                                + " its time grid must be UTC");
        };
    }

    private static Optional<NotUsed> refuse(Reason reason, String sentence) {
        return Optional.of(new NotUsed(reason, sentence));
    }
}
