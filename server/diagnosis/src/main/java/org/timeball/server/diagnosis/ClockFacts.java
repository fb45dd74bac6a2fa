package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Who has to do with the machine's clock.
 *
 * @param isKernelSynchronised whether a program vouched for it to the kernel, and lately enough; empty where the kernel
 *     does not say
 * @param others               programs that keep clocks and run now, ours not among them; empty where others' processes
 *     cannot be seen
 * @param batteryClockAheadSeconds the clock with a battery against the machine's; NaN where there is none
 */
public record ClockFacts(
        Optional<Boolean> isKernelSynchronised, Optional<List<String>> others, double batteryClockAheadSeconds) {

    /** Copies the list. */
    public ClockFacts {
        others = others.map(List::copyOf);
    }
}
