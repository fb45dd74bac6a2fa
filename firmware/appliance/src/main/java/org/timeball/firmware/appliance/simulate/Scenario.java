package org.timeball.firmware.appliance.simulate;

import java.time.Instant;
import java.util.List;
import org.timeball.refclock.simulation.FaultSchedule;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.PulseNoise;

/**
 * A day to be played: what the machine and its receiver are like, and what happens to them.
 *
 * @param title    in a sentence
 * @param start    true time at the start, a whole second
 * @param seconds  how long it lasts, 60 to 864,000
 * @param seed     where its chance comes from
 * @param clock    the machine's clock
 * @param crystal  what drives it
 * @param room     where the board is
 * @param pulse    how pulses are stamped
 * @param sentence when sentences come
 * @param events   what goes wrong
 */
record Scenario(
        String title,
        Instant start,
        int seconds,
        int seed,
        Clock clock,
        Crystal crystal,
        Room room,
        PulseNoise.Traits pulse,
        Sentence sentence,
        List<Event> events) {

    /** Copies the list. */
    Scenario {
        events = List.copyOf(events);
    }

    /** What its events do to the receiver. */
    FaultSchedule faults() {
        return new FaultSchedule(
                events.stream().flatMap(event -> event.faults().stream()).toList());
    }

    /** The same day with another course of chance. */
    Scenario withSeed(int otherSeed) {
        return new Scenario(title, start, seconds, otherSeed, clock, crystal, room, pulse, sentence, events);
    }

    /**
     * The machine's clock.
     *
     * @param aheadSeconds         at the start, positive = fast
     * @param isSteered            as a kernel's clock is; else the correction is kept beside it
     * @param holdoverLimitSeconds bound at which nothing is vouched for any more
     * @param systematicSeconds    what the stamps may be off by unseen
     */
    record Clock(double aheadSeconds, boolean isSteered, double holdoverLimitSeconds, double systematicSeconds) {}

    /**
     * What drives it.
     *
     * @param kind         noise and wander
     * @param ppbPerDegree how temperature moves it besides, positive = faster when warmer
     */
    record Crystal(OscillatorTrace kind, double ppbPerDegree) {}

    /**
     * Where the board is.
     *
     * @param celsius      its usual temperature
     * @param swingDegrees amplitude of a slow swing about it
     * @param swingSeconds period of that, positive
     */
    record Room(double celsius, double swingDegrees, double swingSeconds) {}

    /**
     * When sentences come.
     *
     * @param delaySeconds  from the pulse to the first byte
     * @param jitterSeconds standard deviation of that
     */
    record Sentence(double delaySeconds, double jitterSeconds) {}
}
