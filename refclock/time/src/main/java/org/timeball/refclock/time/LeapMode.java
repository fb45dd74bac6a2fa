package org.timeball.refclock.time;

import java.util.Locale;

/** What is done with the clock when a leap second comes. */
public enum LeapMode {
    /** The kernel is told and takes it; beside a clock that is not steered, as {@link #STEP}. */
    KERNEL,
    /** The clock is stepped by us. */
    STEP,
    /** Served time is stepped; a steered machine's clock is brought there slowly. */
    SLEW,
    /** Served time runs a little slower or faster for a day, so that no client sees the second; nothing is announced. */
    SMEAR,
    /** Nothing is announced or done; when it comes, the receiver has to name the seconds anew. */
    IGNORE;

    /** As operators write it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
