package org.timeball.server.certificates;

import java.time.Instant;
import java.util.Optional;

/** A certificate could not be had: one sentence that says why and what to do. */
public final class OrderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Instant> retryAfter;

    /** @param message for people */
    public OrderException(String message, Throwable cause) {
        super(message, cause);
        retryAfter = Optional.empty();
    }

    /** @param message for people */
    public OrderException(String message) {
        super(message);
        retryAfter = Optional.empty();
    }

    /**
     * @param message    for people
     * @param retryAfter before which the authority wants to hear nothing of us
     */
    public OrderException(String message, Throwable cause, Optional<Instant> retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** Before which the authority wants to hear nothing of us, if it said so. */
    Optional<Instant> retryAfter() {
        return retryAfter;
    }
}
