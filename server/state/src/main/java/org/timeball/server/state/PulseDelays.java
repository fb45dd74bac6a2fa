package org.timeball.server.state;

import java.util.OptionalDouble;

/**
 * What the operator knows of the way of a pulse, keys of {@code [receiver]}: each makes it late, and is taken off.
 *
 * @param latencySeconds            {@code latency}: from the edge at the pin to its time stamp; {@code "auto"} (default,
 *     read as empty) goes by the board's model; else seconds, 0 to 0.02, and then nothing is doubted of it
 * @param antennaCableMetres        {@code antenna-cable-metres}: length of the antenna's cable; 0 to 1000, default 0
 * @param antennaCableNanosPerMetre {@code antenna-cable-ns-per-metre}: how long a signal takes for a metre of it, ns,
 *     3.3 to 10; default 5 with a wider doubt
 * @param calibrationSeconds        {@code calibration-seconds}: how late pulses were still found against a better clock
 *     with all the others in force; −0.05 to 0.05, default: nobody looked. If given, the doubt of latency and cable is gone
 */
public record PulseDelays(
        OptionalDouble latencySeconds,
        double antennaCableMetres,
        OptionalDouble antennaCableNanosPerMetre,
        OptionalDouble calibrationSeconds) {

    static final String BY_BOARD = "auto";
    static final Range LATENCY = new Range(0, 0.02, "seconds");
    static final Range CABLE = new Range(0, 1_000, "metres");
    static final Range CABLE_SPEED = new Range(3.3, 10, "nanoseconds a metre");
    static final Range CALIBRATION = new Range(-0.05, 0.05, "seconds");

    /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
    public static final PulseDelays DEFAULT =
            new PulseDelays(OptionalDouble.empty(), 0, OptionalDouble.empty(), OptionalDouble.empty());

    /** @throws IllegalArgumentException if a value is out of its range */
    public PulseDelays {
        latencySeconds.ifPresent(seconds -> LATENCY.require("latency", seconds));
        CABLE.require("antenna-cable-metres", antennaCableMetres);
        antennaCableNanosPerMetre.ifPresent(nanos -> CABLE_SPEED.require("antenna-cable-ns-per-metre", nanos));
        calibrationSeconds.ifPresent(seconds -> CALIBRATION.require("calibration-seconds", seconds));
    }
}
