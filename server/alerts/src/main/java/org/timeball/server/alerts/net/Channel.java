package org.timeball.server.alerts.net;

import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.Readings;

/** A way to somebody. Used by one thread at a time, which may be interrupted. */
public interface Channel {

    /**
     * Returns when the other end has taken the message.
     *
     * @throws DeliveryException if it has not, or if that is not known
     */
    void deliver(AlertMessage message) throws DeliveryException;

    /** Whether somebody there looks at how the clock is. */
    default boolean shows() {
        return false;
    }

    /**
     * Shows how the clock is, where somebody looks at that.
     *
     * @throws DeliveryException if it cannot be shown
     */
    default void show(Readings readings) throws DeliveryException {}

    /** Ends what is open; harmless when repeated. For any thread. */
    default void close() {}
}
