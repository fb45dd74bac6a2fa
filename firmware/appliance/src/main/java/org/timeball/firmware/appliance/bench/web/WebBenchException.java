package org.timeball.firmware.appliance.bench.web;

/** What keeps a measurement from being made at all. */
final class WebBenchException extends Exception {
    private static final long serialVersionUID = 1L;

    WebBenchException(String message) {
        super(message);
    }

    WebBenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
