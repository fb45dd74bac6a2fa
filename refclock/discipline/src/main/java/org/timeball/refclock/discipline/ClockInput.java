package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.crosscheck.OtherSource;
import org.timeball.refclock.discipline.leap.LeapReading;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.time.Pulse;

/** What a reference clock is told, in the order in which it happened. */
public sealed interface ClockInput {

    /** An edge of the pulse line. */
    record PulseArrived(Pulse pulse) implements ClockInput {}

    /** A burst of the receiver, complete. */
    record EpochArrived(Epoch epoch) implements ClockInput {}

    /**
     * A leap-second file was read.
     *
     * @param name of the file
     */
    record LeapFileRead(String name, LeapReading reading) implements ClockInput {}

    /** A source other than the receiver and the file votes on the next leap second. */
    record LeapVoted(LeapVote vote) implements ClockInput {}

    /**
     * A thermometer of the board was read, a second after the last time or later.
     *
     * @param sensor  which one, always by the same name
     * @param celsius what it shows
     */
    record TemperatureRead(String sensor, double celsius) implements ClockInput {}

    /** The receiver has spoken of itself. */
    record HealthHeard(ReceiverHealth health) implements ClockInput {}

    /** Another source of time has spoken of our clock. */
    record WitnessHeard(OtherSource witness) implements ClockInput {}

    /** A little time has passed in which nothing came. */
    record Tick() implements ClockInput {}
}
