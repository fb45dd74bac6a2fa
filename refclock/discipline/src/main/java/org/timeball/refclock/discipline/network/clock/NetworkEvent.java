package org.timeball.refclock.discipline.network.clock;

import org.timeball.refclock.time.ClockState;

/** Something happened that a log may want to know. */
public sealed interface NetworkEvent {

    /**
     * What is vouched for has changed.
     *
     * @param reason one sentence
     */
    record StateChanged(long rawNanos, ClockState from, ClockState to, String reason) implements NetworkEvent {}

    /**
     * Another source goes out as reference.
     *
     * @param from its name; empty for none
     * @param to   its name; empty for none
     */
    record Reselected(long rawNanos, String from, String to) implements NetworkEvent {}

    /**
     * The clock was moved at once.
     *
     * @param deltaNanos what was added to it
     */
    record Stepped(long rawNanos, long deltaNanos, String reason) implements NetworkEvent {}

    /** An alarm is raised. */
    record AlarmRaised(long rawNanos, Alarm alarm) implements NetworkEvent {}

    /** An alarm is over. */
    record AlarmEnded(long rawNanos, Alarm alarm) implements NetworkEvent {}

    /**
     * What was known of the time is lost, and is found anew.
     *
     * @param reason one sentence
     */
    record BeganAnew(long rawNanos, String reason) implements NetworkEvent {}
}
