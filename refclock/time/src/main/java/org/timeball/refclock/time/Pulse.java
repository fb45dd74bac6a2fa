package org.timeball.refclock.time;

import java.util.OptionalLong;

/**
 * One edge of a pulse-per-second line, stamped when it came.
 *
 * @param rawNanos          the machine's own clock at the edge, since the Unix epoch
 * @param sequence          the source's count of edges; a gap means lost edges, the same number twice the same edge.
 *     Wraps at 2³²; compare differences as {@code int}
 * @param otherEdgeRawNanos the last edge of the other direction before this one, most often that which ended the pulse
 *     before; empty where the source stamps one direction alone
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2783">RFC 2783, the PPS API</a>
 */
public record Pulse(long rawNanos, long sequence, OptionalLong otherEdgeRawNanos) {

    /** An edge of a source that stamps one direction alone. */
    public Pulse(long rawNanos, long sequence) {
        this(rawNanos, sequence, OptionalLong.empty());
    }

    /** Whether the other is the same edge, whatever was known of other edges when it was delivered. */
    public boolean isSameEdge(Pulse other) {
        return rawNanos == other.rawNanos && sequence == other.sequence;
    }
}
