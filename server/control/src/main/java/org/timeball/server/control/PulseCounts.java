package org.timeball.server.control;

import java.util.Map;

/**
 * What became of the pulses since start.
 *
 * @param source      the pulse device
 * @param used        pulses that steered the clock
 * @param missed      seconds in which no pulse came
 * @param notUsed     pulses that came and were not used, counted by reason in a few words
 */
public record PulseCounts(String source, long used, long missed, Map<String, Long> notUsed) {

    /** Copies the map. */
    public PulseCounts {
        notUsed = Map.copyOf(notUsed);
    }
}
