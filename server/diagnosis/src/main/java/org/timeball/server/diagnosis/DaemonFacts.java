package org.timeball.server.diagnosis;

import java.util.List;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;

/**
 * What the daemon says of itself.
 *
 * @param status                how it is
 * @param pulses                the last ones, oldest first
 * @param clients               that are remembered, this box's own questions to itself among them
 * @param baud                  at which the receiver is read, bits a second; 0 where it is not
 * @param rolloverWeeks         what was added to the receiver's dates: 0, or a multiple of 1,024
 * @param sentenceDelaySeconds  from a pulse to the first byte that names it, median; NaN before it is known
 * @param sentenceSpreadSeconds of one burst, as a standard deviation; NaN before it is known
 */
public record DaemonFacts(
        Status status,
        List<PulseRecord> pulses,
        long clients,
        int baud,
        int rolloverWeeks,
        double sentenceDelaySeconds,
        double sentenceSpreadSeconds) {

    /** Copies the list. */
    public DaemonFacts {
        pulses = List.copyOf(pulses);
    }
}
