package org.timeball.server.alerts.net;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.server.alerts.AlertFacts;
import org.timeball.server.control.event.Event;
import org.timeball.server.state.AlertChannel;

/**
 * What the loop of alerts gets from its daemon.
 *
 * @param facts    how it is now
 * @param channels opens a channel for that box's name
 * @param monotonic nanoseconds
 * @param utcNanos since the Unix epoch, by the best clock there is
 * @param events   the event log
 * @param hostName what the server is called where the configuration has no name for it
 * @param boot     which start of the machine this is, as the kernel names it
 */
public record AlertWorld(
        Supplier<AlertFacts> facts,
        Function<Named, Channel> channels,
        LongSupplier monotonic,
        LongSupplier utcNanos,
        Consumer<Event> events,
        String hostName,
        String boot) {

    /**
     * A channel that is to be opened.
     *
     * @param settings of it
     * @param box      what the server is called
     */
    public record Named(AlertChannel settings, String box) {}
}
