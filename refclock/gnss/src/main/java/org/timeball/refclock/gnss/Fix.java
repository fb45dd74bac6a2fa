package org.timeball.refclock.gnss;

/** What kind of solution a receiver has, and whether its time may be used. */
public enum Fix {
    /** No solution. */
    NONE("no fix", false),
    /** Dead reckoning, estimated, manual input or a simulator: never used for time. */
    ESTIMATED("estimated", false),
    /** Two dimensions. */
    TWO_D("2D", true),
    /** Three dimensions. */
    THREE_D("3D", true),
    /** A fixed antenna position and time alone, as timing receivers do. */
    TIME_ONLY("time only", true);

    private final String words;
    private final boolean isGoodForTime;

    Fix(String words, boolean isGoodForTime) {
        this.words = words;
        this.isGoodForTime = isGoodForTime;
    }

    /** The fix as it is written for people. */
    public String words() {
        return words;
    }

    /** Whether a second named with this fix may be believed. */
    public boolean isGoodForTime() {
        return isGoodForTime;
    }
}
