package org.timeball.refclock.discipline.network.clock;

import java.util.Optional;
import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.time.ClockState;

/**
 * What can be vouched for, and why in a sentence.
 *
 * @param state  the state
 * @param reason one sentence
 */
record Vouching(ClockState state, String reason) {

    /** Before anything is known. */
    static final Vouching STARTING = new Vouching(ClockState.STARTING, "no source has answered yet");

    /**
     * What there is to judge by.
     *
     * @param isHeard      a source has answered since the start
     * @param isFollowing  an agreement is being followed now
     * @param boundSeconds how far off the clock may be; empty when nobody knows
     * @param limitSeconds above which nothing is vouched for
     * @param trouble      why no agreement is followed; empty when one is
     * @param selected     the source that is followed, or was last
     */
    record Facts(
            boolean isHeard,
            boolean isFollowing,
            Optional<Double> boundSeconds,
            double limitSeconds,
            String trouble,
            String selected) {}

    /** The state that follows. */
    static Vouching of(Facts facts, ClockState before) {
        if (!facts.isHeard) {
            return STARTING;
        }
        if (facts.boundSeconds.isEmpty()) {
            return new Vouching(ClockState.ACQUIRING, facts.trouble.isEmpty() ? "sources are compared" : facts.trouble);
        }
        double bound = facts.boundSeconds.get();
        if (bound > facts.limitSeconds) {
            boolean wasWell = before != ClockState.STARTING && before != ClockState.ACQUIRING;
            String reason = "the clock may be off by " + Figure.ofSeconds(bound) + ", more than "
                    + Figure.ofSeconds(facts.limitSeconds)
                    + (facts.trouble.isEmpty() ? "" : ": " + facts.trouble);
            return new Vouching(wasWell ? ClockState.UNSYNCHRONISED : ClockState.ACQUIRING, reason);
        }
        return facts.isFollowing
                ? new Vouching(ClockState.LOCKED, "follows " + facts.selected)
                : new Vouching(ClockState.HOLDOVER, facts.trouble);
    }
}
