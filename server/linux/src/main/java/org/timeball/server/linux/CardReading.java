package org.timeball.server.linux;

/**
 * A network card's clock, read between two readings of the machine's.
 *
 * @param beforeRawNanos the machine's own clock, nanoseconds since the Unix epoch
 * @param cardNanos      the card's, nanoseconds from whatever it counts from
 * @param afterRawNanos  the machine's own clock again
 */
public record CardReading(long beforeRawNanos, long cardNanos, long afterRawNanos) {

    /** How long it took, nanoseconds; the reading is somewhere in it. */
    public long tookNanos() {
        return afterRawNanos - beforeRawNanos;
    }
}
