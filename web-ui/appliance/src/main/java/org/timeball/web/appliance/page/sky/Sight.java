package org.timeball.web.appliance.page.sky;

/**
 * A satellite at one instant.
 *
 * @param utcSecond        when, since the Unix epoch
 * @param elevationDegrees −90 to 90
 * @param azimuthDegrees   0 to 359, clockwise from north
 * @param signalDbHz       carrier to noise density; 0 when it was not received
 */
record Sight(long utcSecond, int elevationDegrees, int azimuthDegrees, int signalDbHz) {}
