package org.timeball.refclock.time;

/** A device or the kernel refused: says the operation, its operands with units, the cause, and a remedy where one is known. */
public final class DeviceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message operation, operands with units, cause, remedy */
    public DeviceException(String message) {
        super(message);
    }

    /**
     * @param message operation, operands with units, cause, remedy
     * @param cause   what was caught
     */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
