package org.timeball.server.alerts.net;

/** A message did not arrive: says why in a few words, without secrets. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason why, for whoever wrote the configuration */
    public DeliveryException(String reason) {
        super(reason);
    }

    /**
     * @param reason why, for whoever wrote the configuration
     * @param cause  what was thrown
     */
    public DeliveryException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Why. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
