package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.time.ClockState;

/** Something happened that a log, a page or a history may want to know. */
public sealed interface ClockEvent {

    /**
     * What is vouched for has changed.
     *
     * @param reason one sentence
     */
    record StateChanged(long rawNanos, ClockState from, ClockState to, String reason) implements ClockEvent {}

    /** A pulse came and was judged; once a second. */
    record PulseJudged(JudgedPulse pulse) implements ClockEvent {}

    /**
     * It is known which seconds the pulses mark.
     *
     * @param utcSecond one of them, since the Unix epoch
     * @param delay     how long after its pulse the receiver speaks
     */
    record NamingEstablished(long rawNanos, long utcSecond, SentenceDelay delay) implements ClockEvent {}

    /** It is in doubt which seconds the pulses mark. */
    record NamingLost(long rawNanos, String reason) implements ClockEvent {}

    /**
     * The clock was moved at once.
     *
     * @param deltaNanos what was added to it
     */
    record Stepped(long rawNanos, long deltaNanos, String reason) implements ClockEvent {}

    /**
     * The receiver is trusted less, more, or for another reason than before.
     *
     * @param from what was held against it
     * @param to   what is held against it now
     */
    record SuspicionChanged(long rawNanos, Suspicion from, Suspicion to) implements ClockEvent {}

    /** The clock refused a command. */
    record ClockRefused(long rawNanos, String message) implements ClockEvent {}

    /** Something about leap seconds. */
    record LeapTold(long rawNanos, LeapNews news) implements ClockEvent {}
}
