package org.timeball.refclock.gnss;

import java.util.OptionalDouble;

/**
 * A place on the Earth, in the frame of WGS 84.
 *
 * @param latitudeDegrees  −90 to 90, positive to the north
 * @param longitudeDegrees −180 to 180, positive to the east
 * @param heightMetres     above the ellipsoid; empty when not told, or when only a height above sea level is
 */
public record Position(double latitudeDegrees, double longitudeDegrees, OptionalDouble heightMetres) {

    /** Mean radius of WGS 84, (2a + b) / 3: the sphere that is nearest to it. */
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    /** Refuses what is nowhere: such angles come from a decoder that did not look. */
    public Position {
        if (!(Math.abs(latitudeDegrees) <= 90) || !(Math.abs(longitudeDegrees) <= 180)) {
            throw new IllegalArgumentException("no such place: " + latitudeDegrees + ", " + longitudeDegrees);
        }
    }

    /**
     * How far the other is along the ground, whatever the heights; on a sphere, so within 0.6 % of the truth.
     *
     * @return metres, 0 or more
     */
    public double metresTo(Position other) {
        double north = Math.toRadians(other.latitudeDegrees - latitudeDegrees);
        double east = Math.toRadians(other.longitudeDegrees - longitudeDegrees);
        double parallels = Math.cos(Math.toRadians(latitudeDegrees)) * Math.cos(Math.toRadians(other.latitudeDegrees));
        double haversine = square(Math.sin(north / 2)) + parallels * square(Math.sin(east / 2));
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }

    private static double square(double value) {
        return value * value;
    }
}
