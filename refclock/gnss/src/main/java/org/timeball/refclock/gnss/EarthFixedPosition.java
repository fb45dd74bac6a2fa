package org.timeball.refclock.gnss;

import java.util.OptionalDouble;

/**
 * A place in the Earth-centred, Earth-fixed frame of WGS 84.
 *
 * @param xMetres from the Earth's centre towards 0° N 0° E
 * @param yMetres towards 0° N 90° E
 * @param zMetres towards the north pole
 */
public record EarthFixedPosition(double xMetres, double yMetres, double zMetres) {

    /** Semi-major axis and flattening of WGS 84. */
    private static final double EQUATOR_METRES = 6_378_137.0;

    private static final double FLATTENING = 1 / 298.257223563;
    private static final double POLE_METRES = EQUATOR_METRES * (1 - FLATTENING);
    private static final double FIRST_ECCENTRICITY = FLATTENING * (2 - FLATTENING);
    private static final double SECOND_ECCENTRICITY = FIRST_ECCENTRICITY / (1 - FIRST_ECCENTRICITY);

    /**
     * The same place by latitude, longitude and height.
     *
     * <p>Bowring's formula, once: better than a millimetre anywhere near the ground. Within a kilometre of the Earth's
     * centre, where an antenna cannot be and unset coordinates are, the answer is a place but not the right one.
     */
    public Position toPosition() {
        double fromAxis = Math.hypot(xMetres, yMetres);
        double parametric = Math.atan2(zMetres * EQUATOR_METRES, fromAxis * POLE_METRES);
        double latitude = Math.atan2(
                zMetres + SECOND_ECCENTRICITY * POLE_METRES * Math.pow(Math.sin(parametric), 3),
                fromAxis - FIRST_ECCENTRICITY * EQUATOR_METRES * Math.pow(Math.cos(parametric), 3));
        latitude = Math.clamp(latitude, -Math.PI / 2, Math.PI / 2);
        double sine = Math.sin(latitude);
        double normal = EQUATOR_METRES / Math.sqrt(1 - FIRST_ECCENTRICITY * sine * sine);
        // this form of the height does not divide by the cosine, which vanishes at the poles
        double height = fromAxis * Math.cos(latitude) + zMetres * sine - EQUATOR_METRES * EQUATOR_METRES / normal;
        return new Position(
                Math.toDegrees(latitude), Math.toDegrees(Math.atan2(yMetres, xMetres)), OptionalDouble.of(height));
    }
}
