package org.timeball.refclock.gnss;

/** What a timing receiver aligns its pulse to, by its own word (UBX-TIM-TP, flags). */
public enum PulseGrid {
    /** The seconds of UTC. */
    UTC,
    /** The seconds of UTC were asked for, and it does not know yet how they stand to its satellites' time. */
    UTC_UNAVAILABLE,
    /** The seconds of its satellites' time, which stray from UTC's by tens of nanoseconds when all is well. */
    GNSS
}
