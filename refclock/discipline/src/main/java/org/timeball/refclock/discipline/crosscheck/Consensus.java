package org.timeball.refclock.discipline.crosscheck;

/**
 * What most other sources agree on, well enough to tell one second from the next.
 *
 * @param behindSeconds what our clock is behind UTC by, positive = behind
 * @param sources       how many agree, at least one
 */
public record Consensus(double behindSeconds, int sources) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Refuses the agreement of nobody. */
    public Consensus {
        if (sources < 1) {
            throw new IllegalArgumentException(sources + " sources agree on nothing");
        }
    }

    /** Whether a receiver is to be overruled by it: one source alone may be the one that is wrong. */
    public boolean isOfSeveral() {
        return sources >= 2;
    }

    /** The second that a pulse at a reading of the clock marks by it. */
    public long utcSecond(long clockNanos) {
        long utcNanos = clockNanos + Math.round(behindSeconds * SECOND_NANOS);
        return Math.floorDiv(utcNanos + SECOND_NANOS / 2, SECOND_NANOS);
    }
}
