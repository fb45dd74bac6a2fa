package org.timeball.refclock.discipline.network.clock;

/**
 * Something a person must know of.
 *
 * @param kind     what it is
 * @param sentence the same with figures
 */
public record Alarm(Kind kind, String sentence) {

    /** What can be wrong. */
    public enum Kind {
        /** Sources that are fit contradict each other, and none is a majority. */
        NO_MAJORITY,
        /** What most sources say contradicts what the clock knows of its own frequency. */
        CONTRADICTED,
        /** They say that the clock is off by more than it may be moved. */
        PANIC,
        /** The clock cannot be steered. */
        REFUSED
    }
}
