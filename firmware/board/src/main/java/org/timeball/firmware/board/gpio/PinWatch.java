package org.timeball.firmware.board.gpio;

import java.util.List;

/**
 * What was seen of one pin while it was watched.
 *
 * @param pin    its number on the chip (BCM)
 * @param heldBy who holds it, so that it could not be watched; empty if it was
 * @param edges  in the order in which they came
 */
public record PinWatch(int pin, String heldBy, List<Edge> edges) {

    /** Copies the list. */
    public PinWatch {
        edges = List.copyOf(edges);
    }

    /**
     * One edge.
     *
     * @param nanos    on any clock that runs evenly
     * @param isRising from low to high
     */
    public record Edge(long nanos, boolean isRising) {}
}
