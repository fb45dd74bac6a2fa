package org.timeball.server.state;

import java.util.List;

/**
 * {@code [alerts]} and {@code [[alert]]}: who is told of trouble, and when.
 *
 * @param timing   {@code [alerts]}: when something is told
 * @param channels {@code [[alert]]}: by which ways; none unless they are written, at most {@value #MOST_CHANNELS}
 */
public record AlertSettings(AlertTiming timing, List<AlertChannel> channels) {

    /** In a configuration. */
    public static final int MOST_CHANNELS = 16;

    /** Nobody is told. */
    public static final AlertSettings NOBODY = new AlertSettings(AlertTiming.DEFAULT, List.of());

    /** Copies the list. */
    public AlertSettings {
        channels = List.copyOf(channels);
    }
}
