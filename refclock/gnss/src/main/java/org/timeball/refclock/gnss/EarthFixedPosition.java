package org.timeball.refclock.gnss;

/**
 * A place in the Earth-centred, Earth-fixed frame of WGS 84.
 *
 * @param xMetres from the Earth's centre towards 0° N 0° E
 * @param yMetres towards 0° N 90° E
 * @param zMetres towards the north pole
 */
public record EarthFixedPosition(double xMetres, double yMetres, double zMetres) {}
