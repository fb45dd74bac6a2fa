package org.timeball.refclock.discipline;

import java.util.OptionalLong;

/**
 * The seconds as they pass: which is over and at which reading of the clock, whether it had an edge, and when a pulse was
 * last used.
 *
 * <p>Readings are those of the disciplined clock, nanoseconds since the Unix epoch. Not thread-safe.
 */
final class SecondCount {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private long last;
    private long lastNanos;
    private long lastWithEdge;
    private OptionalLong usedNanos = OptionalLong.empty();

    /** Counting begins: {@code second} was marked by a pulse at {@code clockNanos}. */
    void begin(long second, long clockNanos) {
        end(second, clockNanos);
        lastWithEdge = second;
    }

    /** The last second that is over. */
    long last() {
        return last;
    }

    /** The reading that stands for it. */
    long lastNanos() {
        return lastNanos;
    }

    /** Whether the second after the last one had to have its pulse before {@code clockNanos}. */
    boolean isNextOverAt(long clockNanos) {
        return (last + 1) * SECOND_NANOS <= clockNanos;
    }

    /** An edge came that belongs to a second, be it its pulse or not. */
    void edge(long second) {
        lastWithEdge = second;
    }

    /** Whether the last edge that came belongs to a second. */
    boolean hadEdge(long second) {
        return lastWithEdge == second;
    }

    /** Whether an edge came in a second or after it. */
    boolean hadEdgeSince(long second) {
        return lastWithEdge >= second;
    }

    /** A second is over; {@code clockNanos} stands for it. */
    void end(long second, long clockNanos) {
        last = second;
        lastNanos = clockNanos;
    }

    /** The pulse of the last second steered the clock. */
    void used() {
        usedNanos = OptionalLong.of(lastNanos);
    }

    /** What was used after this is taken back. */
    void usedUntil(long clockNanos) {
        usedNanos = OptionalLong.of(clockNanos);
    }

    /** Nothing that was used counts any more. */
    void forgetUsed() {
        usedNanos = OptionalLong.empty();
    }

    /** Whether a pulse steers the clock, or did. */
    boolean hasUsed() {
        return usedNanos.isPresent();
    }

    /** From the last used pulse to a reading, not negative; infinite when there was none. */
    double sinceUsedSeconds(long clockNanos) {
        return usedNanos.isPresent()
                ? Math.max(0, (clockNanos - usedNanos.getAsLong()) * 1e-9)
                : Double.POSITIVE_INFINITY;
    }

    /** From the last second that is over to a reading; may be negative. */
    double sinceLastSeconds(long clockNanos) {
        return (clockNanos - lastNanos) * 1e-9;
    }

    /** The clock was moved: what was read of it moves with it. */
    void onStep(long deltaNanos) {
        lastNanos += deltaNanos;
        if (usedNanos.isPresent()) {
            usedNanos = OptionalLong.of(usedNanos.getAsLong() + deltaNanos);
        }
    }

    /** The count was carried over a leap second. */
    void onLeap(int seconds) {
        last += seconds;
        lastWithEdge += seconds;
    }
}
