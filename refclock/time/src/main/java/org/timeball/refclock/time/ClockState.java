package org.timeball.refclock.time;

/** What the clock can vouch for; the words are the same in the wire's bits, the pages, the command and the log. */
public enum ClockState {
    /** The daemon has not heard from its receiver yet. */
    STARTING("Starting"),
    /** The receiver speaks; seconds are being named and the filter is settling. */
    ACQUIRING("Acquiring"),
    /** Pulses steer the clock. */
    LOCKED("Locked"),
    /** Pulses are missing; the clock runs on what it learned and its bound grows. */
    HOLDOVER("Holdover"),
    /** The bound passed its limit, or the second is in doubt: nothing is vouched for. */
    UNSYNCHRONISED("Not synchronised");

    private final String words;

    ClockState(String words) {
        this.words = words;
    }

    /** The state as it is written for people. */
    public String words() {
        return words;
    }

    /** Whether a server may present the time as good: locked or in holdover. */
    public boolean isSynchronised() {
        return this == LOCKED || this == HOLDOVER;
    }
}
