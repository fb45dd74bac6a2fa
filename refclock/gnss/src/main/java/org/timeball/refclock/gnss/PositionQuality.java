package org.timeball.refclock.gnss;

import java.util.OptionalDouble;

/**
 * How good a receiver thinks its position is.
 *
 * <p>Dilution of precision says how far an error of the ranges is stretched by where the satellites stand: below 2 is
 * good, above 10 bad. A receiver that writes 99.99 for no solution has told none.
 *
 * @param pdop                  of the position in three dimensions
 * @param hdop                  of the horizontal part
 * @param vdop                  of the height
 * @param horizontalSigmaMetres one standard deviation, by NMEA GST or by the accuracy u-blox states
 * @param verticalSigmaMetres   the same of the height
 */
public record PositionQuality(
        OptionalDouble pdop,
        OptionalDouble hdop,
        OptionalDouble vdop,
        OptionalDouble horizontalSigmaMetres,
        OptionalDouble verticalSigmaMetres) {

    /** Nothing is known. */
    public static final PositionQuality UNTOLD = new PositionQuality(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    private static final double NO_SOLUTION = 99;

    /** The dilution, unless it stands for none. */
    static OptionalDouble dilution(OptionalDouble told) {
        return told.isPresent() && told.getAsDouble() > 0 && told.getAsDouble() < NO_SOLUTION
                ? told
                : OptionalDouble.empty();
    }

    /** This, what it lacks taken from the other. */
    PositionQuality or(PositionQuality other) {
        return new PositionQuality(
                either(pdop, other.pdop),
                either(hdop, other.hdop),
                either(vdop, other.vdop),
                either(horizontalSigmaMetres, other.horizontalSigmaMetres),
                either(verticalSigmaMetres, other.verticalSigmaMetres));
    }

    private static OptionalDouble either(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() ? one : other;
    }
}
