package org.timeball.web.appliance.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.timeball.server.control.Receiver.SatelliteInView;

/**
 * The sky above the antenna: north up, azimuth clockwise, the zenith in the middle and the horizon on the outer ring.
 *
 * <p>The shape tells the constellation, the fill whether the satellite is used, the size how strong its signal is.
 *
 * @param marks   the satellites whose place is known
 * @param rows    every satellite, for the table
 * @param legend  the constellations in view, with how many of each are in view
 * @param caption the figure in words
 */
public record SkyPlot(List<Mark> marks, List<Row> rows, List<Key> legend, String caption) {

    /** The plot is a square of this many units, its centre in the middle. */
    public static final int SIZE = 240;

    /** From the zenith to the horizon. */
    public static final int HORIZON_RADIUS = 100;

    private static final double CENTRE = SIZE / 2.0;

    /** Signals from here to there grow from the smallest to the largest mark; outside that the size stays. */
    private static final int WEAKEST_DB_HZ = 15;

    private static final int STRONGEST_DB_HZ = 50;
    private static final double SMALLEST_RADIUS = 3;
    private static final double LARGEST_RADIUS = 7;

    /** Copies the lists. */
    public SkyPlot {
        marks = List.copyOf(marks);
        rows = List.copyOf(rows);
        legend = List.copyOf(legend);
    }

    /**
     * One satellite on the plot.
     *
     * @param x       to the right, east
     * @param y       downwards, south
     * @param outline of the shape around that point, as the data of an SVG path
     * @param family  the constellation's name in the style sheet
     * @param isUsed  filled, not hollow
     * @param title   the satellite in words
     */
    public record Mark(double x, double y, String outline, String family, boolean isUsed, String title) {}

    /** A satellite as a row of the table, its signal in dB-Hz; what is not known is {@value Engineering#UNKNOWN}. */
    public record Row(String name, String elevation, String azimuth, String signal, String use) {}

    /**
     * A constellation in the legend.
     *
     * @param outline of its shape in a box of 12 by 12
     * @param family  its name in the style sheet
     * @param name    in words
     * @param seen    satellites in view
     */
    public record Key(String outline, String family, String name, int seen) {}

    /** A sky without satellites. */
    static SkyPlot empty() {
        return of(List.of(), 0);
    }

    /**
     * Draws the satellites in view.
     *
     * @param satellites     in any order
     * @param satellitesUsed how many the receiver says it uses, which it may know before it says which
     */
    public static SkyPlot of(List<SatelliteInView> satellites, int satellitesUsed) {
        var sorted = satellites.stream()
                .sorted(Comparator.comparing((SatelliteInView satellite) -> Family.of(satellite.constellation()))
                        .thenComparingInt(SatelliteInView::number))
                .toList();
        return new SkyPlot(
                sorted.stream().filter(SkyPlot::hasPlace).map(SkyPlot::mark).toList(),
                sorted.stream().map(SkyPlot::row).toList(),
                legend(sorted),
                caption(sorted, satellitesUsed));
    }

    /** Whether the receiver says where it stands. */
    public static boolean hasPlace(SatelliteInView satellite) {
        return satellite.elevationDegrees() >= -90
                && satellite.elevationDegrees() <= 90
                && satellite.azimuthDegrees() >= 0
                && satellite.azimuthDegrees() < 360;
    }

    private static Mark mark(SatelliteInView satellite) {
        double x = x(satellite.elevationDegrees(), satellite.azimuthDegrees());
        double y = y(satellite.elevationDegrees(), satellite.azimuthDegrees());
        var family = Family.of(satellite.constellation());
        return new Mark(
                x,
                y,
                family.outline(x, y, radius(satellite.signalDbHz())),
                family.key(),
                satellite.isUsed(),
                title(satellite));
    }

    /** To the right, east; what stands a little below the horizon is drawn on it. */
    public static double x(double elevationDegrees, double azimuthDegrees) {
        return CENTRE + fromZenith(elevationDegrees) * Math.sin(Math.toRadians(azimuthDegrees));
    }

    /** Downwards, south. */
    public static double y(double elevationDegrees, double azimuthDegrees) {
        return CENTRE - fromZenith(elevationDegrees) * Math.cos(Math.toRadians(azimuthDegrees));
    }

    /** How far from the middle, in the plot's own units. */
    public static double fromZenith(double elevationDegrees) {
        return HORIZON_RADIUS * (90 - Math.max(0, elevationDegrees)) / 90.0;
    }

    private static double radius(int signalDbHz) {
        double strength = (double) (Math.clamp(signalDbHz, WEAKEST_DB_HZ, STRONGEST_DB_HZ) - WEAKEST_DB_HZ)
                / (STRONGEST_DB_HZ - WEAKEST_DB_HZ);
        return SMALLEST_RADIUS + strength * (LARGEST_RADIUS - SMALLEST_RADIUS);
    }

    private static String title(SatelliteInView satellite) {
        return "%s %d, elevation %s, azimuth %s, %s, %s"
                .formatted(
                        satellite.constellation(),
                        satellite.number(),
                        degrees(satellite.elevationDegrees()),
                        degrees(satellite.azimuthDegrees()),
                        satellite.signalDbHz() > 0 ? "%d\u00a0dB-Hz".formatted(satellite.signalDbHz()) : "no signal",
                        satellite.isUsed() ? "used" : "not used");
    }

    private static Row row(SatelliteInView satellite) {
        boolean hasPlace = hasPlace(satellite);
        return new Row(
                satellite.constellation() + " " + satellite.number(),
                hasPlace ? degrees(satellite.elevationDegrees()) : Engineering.UNKNOWN,
                hasPlace ? degrees(satellite.azimuthDegrees()) : Engineering.UNKNOWN,
                satellite.signalDbHz() > 0 ? String.valueOf(satellite.signalDbHz()) : Engineering.UNKNOWN,
                satellite.isUsed() ? "yes" : "no");
    }

    private static String degrees(int degrees) {
        return (degrees < 0 ? String.valueOf(Engineering.MINUS) : "") + Math.abs(degrees) + "°";
    }

    private static List<Key> legend(List<SatelliteInView> sorted) {
        var seen = new LinkedHashMap<Family, Integer>();
        sorted.forEach(satellite -> seen.merge(Family.of(satellite.constellation()), 1, Integer::sum));
        var keys = new ArrayList<Key>();
        seen.forEach(
                (family, count) -> keys.add(new Key(family.outline(6, 6, 5), family.key(), family.words(), count)));
        return keys;
    }

    private static String caption(List<SatelliteInView> satellites, int satellitesUsed) {
        if (satellites.isEmpty()) {
            return satellitesUsed > 0
                    ? satellitesUsed + " used; the receiver does not say which."
                    : "No satellites in view.";
        }
        long used = satellites.stream().filter(SatelliteInView::isUsed).count();
        return used + " of " + satellites.size() + " used.";
    }
}
