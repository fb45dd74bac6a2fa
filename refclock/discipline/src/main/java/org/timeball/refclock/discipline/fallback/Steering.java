package org.timeball.refclock.discipline.fallback;

/** By what the clock is steered, and whose time is served. */
public enum Steering {
    /** The receiver's pulses, or what the clock has learned from them. */
    RECEIVER("receiver"),
    /** Servers of the network. */
    NETWORK("network");

    private final String words;

    Steering(String words) {
        this.words = words;
    }

    /** As it is written for people. */
    public String words() {
        return words;
    }
}
