package org.timeball.refclock.gnss;

/**
 * One satellite in view.
 *
 * @param constellation    its family
 * @param number           its number within the family, as the receiver gives it
 * @param elevationDegrees −90 to 90; {@link #UNKNOWN_ANGLE} when not told
 * @param azimuthDegrees   0 to 359 clockwise from north; {@link #UNKNOWN_ANGLE} when not told
 * @param signalDbHz       carrier to noise density, 0 when not received
 * @param isUsed           part of the solution
 */
public record Satellite(
        Constellation constellation,
        int number,
        int elevationDegrees,
        int azimuthDegrees,
        int signalDbHz,
        boolean isUsed) {

    /** Stands for an elevation or azimuth the receiver has not told. */
    public static final int UNKNOWN_ANGLE = Integer.MIN_VALUE;
}
