package org.timeball.firmware.appliance.simulate;

import org.timeball.refclock.time.ClockState;

/**
 * One look at a simulated clock, in the middle of a second.
 *
 * @param second        since the start
 * @param state         what is vouched for
 * @param reason        why, in a sentence
 * @param errorSeconds  served less true time, positive when what is served is ahead
 * @param boundSeconds  what the server says it may be off by
 * @param withinSeconds the headline
 * @param oscillatorPpm the machine's oscillator's error as it is believed, positive = fast
 * @param truePpm       as it is
 * @param celsius       of the board
 * @param verdict       what became of this second's pulse; empty when none came
 */
record Look(
        int second,
        ClockState state,
        String reason,
        double errorSeconds,
        double boundSeconds,
        double withinSeconds,
        double oscillatorPpm,
        double truePpm,
        double celsius,
        String verdict) {

    /** Whether the time was vouched for, and farther off than was said. */
    boolean isBroken() {
        return state.isSynchronised() && !(Math.abs(errorSeconds) <= boundSeconds);
    }
}
