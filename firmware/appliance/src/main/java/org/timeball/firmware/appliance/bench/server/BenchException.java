package org.timeball.firmware.appliance.bench.server;

/** What keeps a measurement from being made at all, and what to do about it. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
