package org.timeball.firmware.appliance.daemon;

/** The daemon cannot start: one sentence that says what is wrong and what to do. Nothing was left running. */
public final class DaemonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause what was caught; its message says all of it */
    public DaemonException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
