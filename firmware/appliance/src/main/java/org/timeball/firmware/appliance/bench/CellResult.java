package org.timeball.firmware.appliance.bench;

import java.util.Optional;
import java.util.OptionalInt;
import org.timeball.refclock.simulation.PhaseSeries;

/**
 * What was measured in one cell.
 *
 * @param settled   the clock's error once it has settled, which the statistics are of
 * @param settledAt the second from which on it stayed within 1 µs; empty when it did not
 * @param cpuMicros processor time of one pulse in the whole reference clock, µs
 * @param chrony    what chrony made of the same cell, if that is one it was run on
 */
record CellResult(
        Cell cell, PhaseSeries settled, OptionalInt settledAt, double cpuMicros, Optional<ChronyFigures> chrony) {

    double rmsNanos() {
        return settled.rms() * 1e9;
    }

    double maxNanos() {
        return settled.max() * 1e9;
    }
}
