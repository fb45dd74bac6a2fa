package org.timeball.refclock.discipline;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.timeball.refclock.discipline.filter.Spread;
import org.timeball.refclock.time.Pulse;

/**
 * How long a pulse lasts, where both edges are stamped, and from that which of the two is the second.
 *
 * <p>Receivers make pulses that are shorter than the pause between them. Where the edge that is used begins the longer
 * part, it is the end of the pulse: the wrong edge, late by the pulse's width. A square wave tells nothing. Not
 * thread-safe.
 */
final class PulseWidth {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int LENGTH = 15;
    private static final int ENOUGH = 5;

    /** Between this and its complement it cannot be told which edge is meant. */
    private static final double SQUARE_SECONDS = 0.45;

    private final double[] widths = new double[LENGTH];
    private int added;

    /** Takes an edge; one whose other edge was stamped before the clock was moved, or long ago, tells nothing. */
    void hear(Pulse pulse) {
        if (pulse.otherEdgeRawNanos().isEmpty()) {
            return;
        }
        long since = pulse.rawNanos() - pulse.otherEdgeRawNanos().getAsLong();
        if (since != 0 && Math.abs(since) < SECOND_NANOS) {
            // of the pulse before, or of this one where the news came late
            widths[added++ % LENGTH] = since > 0 ? 1 - since * 1e-9 : -since * 1e-9;
        }
    }

    /** From the edge that is used to the other; empty while too few are known. */
    OptionalDouble seconds() {
        int known = Math.min(added, LENGTH);
        return known < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of(Spread.median(Arrays.copyOf(widths, known)));
    }

    /** Whether the edge that is used is the end of the pulse. */
    boolean isWrongEdge() {
        return seconds().orElse(0) > 1 - SQUARE_SECONDS;
    }

    /** What is wrong, for people. */
    String complaint() {
        return "the wrong edge is stamped: it comes "
                + Figure.ofSeconds(1 - seconds().orElse(0))
                + " after the other one, which is the pulse's; invert the input";
    }
}
