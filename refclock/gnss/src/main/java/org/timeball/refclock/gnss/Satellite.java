package org.timeball.refclock.gnss;

import java.util.OptionalDouble;

/**
 * One satellite in view.
 *
 * @param constellation    its family
 * @param number           its number within the family, as the receiver gives it
 * @param elevationDegrees −90 to 90; {@link #UNKNOWN_ANGLE} when not told
 * @param azimuthDegrees   0 to 359 clockwise from north; {@link #UNKNOWN_ANGLE} when not told
 * @param signalDbHz       carrier to noise density, 0 when not received
 * @param isUsed           part of the solution
 * @param residualMetres   by how much its distance is off what the solution makes of it; empty when not told
 */
public record Satellite(
        Constellation constellation,
        int number,
        int elevationDegrees,
        int azimuthDegrees,
        int signalDbHz,
        boolean isUsed,
        OptionalDouble residualMetres) {

    /** Stands for an elevation or azimuth the receiver has not told. */
    public static final int UNKNOWN_ANGLE = Integer.MIN_VALUE;

    /** A satellite of which the receiver does not say how well it fits the others. */
    public Satellite(
            Constellation constellation,
            int number,
            int elevationDegrees,
            int azimuthDegrees,
            int signalDbHz,
            boolean isUsed) {
        this(constellation, number, elevationDegrees, azimuthDegrees, signalDbHz, isUsed, OptionalDouble.empty());
    }
}
