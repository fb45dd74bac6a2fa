package org.timeball.server.control;

import java.util.List;

/**
 * What is known or has been learned of the pulses and of the oscillator, and is corrected before any filter.
 *
 * @param systematic  what makes pulses late, always the same
 * @param sawtooth    of the receiver
 * @param temperature of the board
 */
public record Corrections(SystematicError systematic, SawtoothStats sawtooth, TemperatureStats temperature) {

    /** Nothing is known, stated or measured. */
    public static final Corrections NONE = new Corrections(
            new SystematicError(0, 0, List.of()),
            new SawtoothStats(false, 0, 0, Double.NaN, 0),
            new TemperatureStats("", Double.NaN, 0, 0, 0, false, 0, 0));
}
