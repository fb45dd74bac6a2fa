package org.timeball.refclock.discipline.correction;

import java.util.OptionalDouble;

/**
 * The cable between antenna and receiver, which makes the receiver's idea of the second late by the time a signal takes
 * to pass it.
 *
 * @param metres         its length, not negative
 * @param nanosPerMetre  3.336 (light) divided by the cable's velocity factor: 5.05 for RG-58 and RG-174 (0.66), 4.0 for
 *     RG-6 with foam and LMR-200 (0.83), 3.9 for LMR-400 (0.85); empty when the kind is not known
 */
public record AntennaCable(double metres, OptionalDouble nanosPerMetre) {

    /** No cable, or one that the receiver itself takes off. */
    public static final AntennaCable NONE = new AntennaCable(0, OptionalDouble.empty());

    /** Solid polyethylene, the commonest kind. */
    private static final double USUAL_NANOS_PER_METRE = 5;

    /** The kinds in use lie between 3.9 and 5.1 ns/m, the usual figure's guess may be off by so much of itself. */
    private static final double GUESSED_SHARE = 0.22;

    /** What makers allow themselves in the velocity factor, and a person in measuring the length. */
    private static final double KNOWN_SHARE = 0.05;

    /** Refuses what is negative or no number. */
    public AntennaCable {
        if (!(metres >= 0) || nanosPerMetre.isPresent() && !(nanosPerMetre.getAsDouble() > 0)) {
            throw new IllegalArgumentException("a cable of " + metres + " m and " + nanosPerMetre + " ns/m");
        }
    }

    /** How late it makes the pulse, not negative. */
    public double delaySeconds() {
        return metres * nanosPerMetre.orElse(USUAL_NANOS_PER_METRE) * 1e-9;
    }

    /** How far that may be off either way. */
    public double uncertaintySeconds() {
        return delaySeconds() * (nanosPerMetre.isPresent() ? KNOWN_SHARE : GUESSED_SHARE);
    }
}
