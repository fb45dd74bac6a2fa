package org.timeball.refclock.discipline;

import java.util.List;
import java.util.function.Consumer;
import org.timeball.refclock.discipline.crosscheck.ReceiverJudge;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.discipline.leap.LeapWatch;
import org.timeball.refclock.discipline.steering.SteeredClock;
import org.timeball.refclock.time.SystemClock;

/**
 * The wheels of one reference clock, which those who decide share: all of them belong to its one thread.
 *
 * @param settings      what the operator says
 * @param clock         the hand on the clock
 * @param listener      told of what happens
 * @param leapWatch     what is known of leap seconds
 * @param labeler       which second a pulse marks
 * @param displacement  pulses that are nowhere near a second
 * @param seconds       the seconds as they pass
 * @param tally         what became of the pulses
 * @param keeper        what is vouched for
 * @param receiverJudge what is held against the receiver
 * @param distrust      what follows from that
 * @param follower      the discipline, and what learns beside it
 */
record Clockwork(
        ReferenceClockSettings settings,
        SteeredClock clock,
        Consumer<ClockEvent> listener,
        LeapWatch leapWatch,
        PulseLabeler labeler,
        Displacement displacement,
        SecondCount seconds,
        PulseTally tally,
        StateKeeper keeper,
        ReceiverJudge receiverJudge,
        Distrust distrust,
        PulseFollower follower) {

    /** Puts them together, as of a clock that nothing is known of but how far it was seen to stray. */
    static Clockwork assemble(
            ReferenceClockSettings settings,
            LeapSettings leapSettings,
            SlopeRecord slopes,
            SystemClock clock,
            Consumer<ClockEvent> listener) {
        // a frequency that is set in steps is the kernel's, which nobody else may steer beside us
        var receiverJudge = new ReceiverJudge(
                settings.granularityPpb() > 0 && settings.kind().isPulse());
        var distrust = new Distrust(receiverJudge);
        return new Clockwork(
                settings,
                new SteeredClock(clock),
                listener,
                new LeapWatch(leapSettings),
                new PulseLabeler(),
                new Displacement(),
                new SecondCount(),
                new PulseTally(),
                new StateKeeper(),
                receiverJudge,
                distrust,
                new PulseFollower(settings, slopes, distrust));
    }

    /** How far off the clock may be at a reading of it, if the receiver is as good as its word. */
    ErrorBound bound(long clockNanos) {
        return seconds.hasUsed()
                ? follower.bound(
                        seconds.sinceLastSeconds(clockNanos),
                        clock.movedSeconds(seconds.lastNanos(), clockNanos),
                        seconds.sinceUsedSeconds(clockNanos))
                : ErrorBound.NONE;
    }

    /** Tells of leap seconds. */
    void tell(long rawNanos, List<LeapNews> news) {
        for (var told : news) {
            listener.accept(new ClockEvent.LeapTold(rawNanos, told));
        }
    }
}
