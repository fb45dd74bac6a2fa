package org.timeball.firmware.appliance.demo;

/** The demo cannot run: one sentence that says why and what to do. */
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do */
    public DemoException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong and what to do
     * @param cause   what was caught
     */
    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
