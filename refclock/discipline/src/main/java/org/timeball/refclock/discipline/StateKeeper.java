package org.timeball.refclock.discipline;

import org.timeball.refclock.time.ClockState;

/**
 * Decides what is vouched for, by what is known of the receiver, the names and the filter.
 *
 * <p>Not thread-safe.
 */
final class StateKeeper {

    /** So long without a usable pulse is not a matter of chance. */
    static final double HOLDOVER_AFTER_SECONDS = 3;

    private static final double RECENT_SECONDS = 1.5;

    private static final int MORE_THAN_CHANCE = 3;

    /**
     * What the state depends on.
     *
     * @param isHeard          the receiver has spoken since start
     * @param complaint        what is wrong with the receiver now; empty when nothing is
     * @param suspicion        why the receiver's pulses are withheld; empty when they are not, or not for long
     * @param doubt            why nothing can be vouched for, whatever the pulses say; empty when it can
     * @param isNamed          seconds have names
     * @param progress         how far the naming has come; of no interest while seconds have names
     * @param isSettled        the filter knows the clock
     * @param boundSeconds     how far off the clock may be
     * @param limitSeconds     how far off it may be and be vouched for
     * @param sinceUsedSeconds since the last used pulse
     * @param usedOfEight      how many of the last eight seconds had a pulse that was used
     * @param lastFailure      why the last pulse that was not used was not; empty when the last one was used or missing
     */
    record Facts(
            boolean isHeard,
            String complaint,
            String suspicion,
            String doubt,
            boolean isNamed,
            String progress,
            boolean isSettled,
            double boundSeconds,
            double limitSeconds,
            double sinceUsedSeconds,
            int usedOfEight,
            String lastFailure) {

        private boolean isLockable() {
            return isNamed && suspicion.isEmpty() && isSettled && isWithinLimit() && sinceUsedSeconds < RECENT_SECONDS;
        }

        /** Of a line that scatters far more than it is believed to, one pulse is in place by chance. */
        private boolean isLockableAnew() {
            return isLockable() && usedOfEight >= MORE_THAN_CHANCE;
        }

        /** Not so either where the bound is no number. */
        private boolean isWithinLimit() {
            return boundSeconds < limitSeconds;
        }

        private String whatIsWrong() {
            return !suspicion.isEmpty()
                    ? suspicion
                    : !complaint.isEmpty() ? complaint : lastFailure.isEmpty() ? "no pulse" : lastFailure;
        }
    }

    private ClockState state = ClockState.STARTING;
    private String reason = "no word from the receiver yet";

    ClockState state() {
        return state;
    }

    /** Why the state is what it is. */
    String reason() {
        return reason;
    }

    /** Moves on; returns whether the state is another one now. */
    boolean update(Facts facts) {
        var before = state;
        state = next(facts);
        reason = reason(facts, before);
        return state != before;
    }

    private ClockState next(Facts facts) {
        if (!facts.doubt.isEmpty()) {
            return ClockState.UNSYNCHRONISED;
        }
        return switch (state) {
            case STARTING -> facts.isHeard ? ClockState.ACQUIRING : ClockState.STARTING;
            case ACQUIRING -> facts.isLockableAnew() ? ClockState.LOCKED : ClockState.ACQUIRING;
            case LOCKED, HOLDOVER -> nextOfSynchronised(facts);
            case UNSYNCHRONISED ->
                facts.isNamed && facts.sinceUsedSeconds < RECENT_SECONDS
                        ? ClockState.ACQUIRING
                        : ClockState.UNSYNCHRONISED;
        };
    }

    private ClockState nextOfSynchronised(Facts facts) {
        if (!facts.isWithinLimit()) {
            return ClockState.UNSYNCHRONISED;
        }
        if (facts.sinceUsedSeconds > HOLDOVER_AFTER_SECONDS || !facts.suspicion.isEmpty()) {
            return ClockState.HOLDOVER;
        }
        return facts.isLockable() ? ClockState.LOCKED : state;
    }

    private String reason(Facts facts, ClockState before) {
        return switch (state) {
            case STARTING -> "no word from the receiver yet";
            case ACQUIRING -> acquiring(facts);
            case LOCKED -> "pulses steer the clock";
            case HOLDOVER ->
                "no usable pulse for " + Figure.ofSeconds(facts.sinceUsedSeconds) + ": " + facts.whatIsWrong();
            case UNSYNCHRONISED -> unsynchronised(facts, before);
        };
    }

    private static String acquiring(Facts facts) {
        if (!facts.complaint.isEmpty() || !facts.suspicion.isEmpty()) {
            return facts.whatIsWrong();
        }
        if (!facts.isNamed) {
            return facts.progress;
        }
        return facts.sinceUsedSeconds < RECENT_SECONDS
                ? "settling: off by up to " + Figure.ofSeconds(facts.boundSeconds)
                : facts.whatIsWrong();
    }

    private String unsynchronised(Facts facts, ClockState before) {
        if (!facts.doubt.isEmpty()) {
            return facts.doubt;
        }
        if (before == ClockState.UNSYNCHRONISED) {
            return reason;
        }
        return "the bound passed " + Figure.ofSeconds(facts.limitSeconds) + ", "
                + Figure.ofSeconds(facts.sinceUsedSeconds) + " after the last usable pulse: " + facts.whatIsWrong();
    }
}
