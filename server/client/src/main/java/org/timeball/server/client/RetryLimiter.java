package org.timeball.server.client;

/**
 * How often key exchange may be tried: the n-th retry waits 10·1.5ⁿ⁻¹ seconds, five days at most. The count begins anew
 * only when keys were exchanged and time was had with them, for keys that nobody honours are no success.
 *
 * @param attempts      since then
 * @param earliestNanos the next may begin
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.2">RFC 8915 §4.2</a>
 */
record RetryLimiter(int attempts, long earliestNanos) {

    private static final double FIRST_SECONDS = 10;
    private static final double GROWTH = 1.5;
    private static final double LONGEST_SECONDS = 432_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Nothing was tried yet. */
    static RetryLimiter fresh(long nowNanos) {
        return new RetryLimiter(0, nowNanos);
    }

    boolean allows(long nowNanos) {
        return nowNanos - earliestNanos >= 0;
    }

    RetryLimiter attempted(long nowNanos) {
        double seconds = Math.min(FIRST_SECONDS * Math.pow(GROWTH, attempts), LONGEST_SECONDS);
        return new RetryLimiter(attempts + 1, nowNanos + (long) (seconds * NANOS_PER_SECOND));
    }

    /** The server refuses what we ask for, so that asking again is of no use (RFC 8915 §4.1.3). */
    RetryLimiter refused(long nowNanos) {
        return new RetryLimiter(attempts, nowNanos + (long) (LONGEST_SECONDS * NANOS_PER_SECOND));
    }
}
