package org.timeball.refclock.time;

/**
 * One edge of a pulse-per-second line, stamped when it came.
 *
 * @param rawNanos the machine's own clock at the edge, since the Unix epoch
 * @param sequence the source's count of edges; a gap means lost edges, the same number twice the same edge.
 *     Wraps at 2³²; compare differences as {@code int}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2783">RFC 2783, the PPS API</a>
 */
public record Pulse(long rawNanos, long sequence) {}
