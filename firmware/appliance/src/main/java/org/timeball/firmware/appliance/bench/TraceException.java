package org.timeball.firmware.appliance.bench;

/** A trace that cannot be used, and why. */
final class TraceException extends Exception {
    private static final long serialVersionUID = 1L;

    TraceException(String message) {
        super(message);
    }

    TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
