package org.timeball.server.control;

import java.util.List;

/**
 * What no statistics show of the pulses: how late they are known to be, and how well; part of every bound.
 *
 * @param seconds     how far served time may be off for it either way
 * @param lateSeconds what is taken off every stamp
 * @param parts       both, cause by cause
 */
public record SystematicError(double seconds, double lateSeconds, List<Part> parts) {

    /** Copies the list. */
    public SystematicError {
        parts = List.copyOf(parts);
    }

    /**
     * One cause.
     *
     * @param name        {@code antenna cable}, {@code receiver and all else}, {@code board latency} or
     *     {@code calibration}
     * @param lateSeconds how late it makes a pulse
     * @param seconds     how far that may be off either way
     */
    public record Part(String name, double lateSeconds, double seconds) {}
}
