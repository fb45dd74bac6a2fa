package org.timeball.refclock.discipline;

import org.timeball.refclock.time.PulseKind;

/**
 * What an operator may say about a reference clock.
 *
 * @param latencySeconds     how late pulses are stamped (board, cable, calibration), subtracted from each stamp; −0.1 to
 *     0.1, default 0
 * @param systematicSeconds  what the stamps may be off by for reasons no filter sees (uncertain latency, antenna cable,
 *     receiver), part of every bound; above 0 to 1, default 1 µs
 * @param limitSeconds       the bound at which nothing is vouched for any more; above 0 to 1, default 1 ms
 * @param ageingPpb          how fast the oscillator may stray beyond what the filter expects of it within an hour of being
 *     alone, before it was watched for a day; above 0 to 500,000, default 750: on generated traces 300 ppb hold for a board
 *     in a room, and 750 for one whose processor's load moves it by 1 ppm
 * @param granularityPpb     the steps in which the clock's frequency can be set; 0 (default) for a clock without
 * @param oscillatorPpb      what the oscillator was last known to be off by, positive = fast; −500,000 to 500,000,
 *     default 0, unknown
 * @param kind               what the pulses are, default {@link PulseKind#KERNEL}
 * @param isTemperatureUsed  changes of temperature are fed forward once they have proved to foretell the oscillator's;
 *     default true
 */
public record ReferenceClockSettings(
        double latencySeconds,
        double systematicSeconds,
        double limitSeconds,
        double ageingPpb,
        double granularityPpb,
        double oscillatorPpb,
        PulseKind kind,
        boolean isTemperatureUsed) {

    /** Refuses what is not a number or out of range. */
    public ReferenceClockSettings {
        require("latency", latencySeconds, -0.1, 0.1);
        require("systematic error", systematicSeconds, Double.MIN_VALUE, 1);
        require("limit", limitSeconds, Double.MIN_VALUE, 1);
        require("ageing", ageingPpb, Double.MIN_VALUE, 500_000);
        require("granularity", granularityPpb, 0, 1_000);
        require("oscillator", oscillatorPpb, -500_000, 500_000);
    }

    /** The defaults. */
    public static ReferenceClockSettings defaults() {
        return ofKind(PulseKind.KERNEL);
    }

    /** The defaults for a kind of pulse: its systematic error and its limit. */
    public static ReferenceClockSettings ofKind(PulseKind kind) {
        return new ReferenceClockSettings(0, kind.systematicSeconds(), kind.limitSeconds(), 750, 0, 0, kind, true);
    }

    /** The same with another limit. */
    public ReferenceClockSettings withLimitSeconds(double seconds) {
        return new ReferenceClockSettings(
                latencySeconds,
                systematicSeconds,
                seconds,
                ageingPpb,
                granularityPpb,
                oscillatorPpb,
                kind,
                isTemperatureUsed);
    }

    /** The same for a clock whose frequency is set in steps. */
    public ReferenceClockSettings withGranularityPpb(double ppb) {
        return new ReferenceClockSettings(
                latencySeconds,
                systematicSeconds,
                limitSeconds,
                ageingPpb,
                ppb,
                oscillatorPpb,
                kind,
                isTemperatureUsed);
    }

    private static void require(String what, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(what + " " + value + " is not within " + lowest + " to " + highest);
        }
    }
}
