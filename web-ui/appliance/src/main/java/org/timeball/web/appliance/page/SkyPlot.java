package org.timeball.web.appliance.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    static SkyPlot of(List<SatelliteInView> satellites, int satellitesUsed) {
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

    private static boolean hasPlace(SatelliteInView satellite) {
        return satellite.elevationDegrees() >= -90
                && satellite.elevationDegrees() <= 90
                && satellite.azimuthDegrees() >= 0
                && satellite.azimuthDegrees() < 360;
    }

    private static Mark mark(SatelliteInView satellite) {
        // What stands a little below the horizon is drawn on it.
        double fromZenith = HORIZON_RADIUS * (90 - Math.max(0, satellite.elevationDegrees())) / 90.0;
        double azimuth = Math.toRadians(satellite.azimuthDegrees());
        double x = CENTRE + fromZenith * Math.sin(azimuth);
        double y = CENTRE - fromZenith * Math.cos(azimuth);
        var family = Family.of(satellite.constellation());
        return new Mark(
                x,
                y,
                family.outline(x, y, radius(satellite.signalDbHz())),
                family.key(),
                satellite.isUsed(),
                title(satellite));
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

    /** A constellation's shape and its place in the order of colours, which colour-blind eyes can tell apart. */
    private enum Family {
        GPS("GPS", "gps") {
            @Override
            String outline(double x, double y, double radius) {
                return path("M%s %sa%3$s %3$s 0 1 1 0 %4$sa%3$s %3$s 0 1 1 0-%4$sz", x, y - radius, radius, 2 * radius);
            }
        },
        GALILEO("Galileo", "galileo") {
            @Override
            String outline(double x, double y, double radius) {
                double half = 0.88 * radius;
                return path("M%s %sh%3$sv%3$sh-%3$sz", x - half, y - half, 2 * half);
            }
        },
        GLONASS("GLONASS", "glonass") {
            @Override
            String outline(double x, double y, double radius) {
                return path("M%s %sl%s %sh-%sz", x, y - 1.1 * radius, 1.1 * radius, 1.9 * radius, 2.2 * radius);
            }
        },
        BEIDOU("BeiDou", "beidou") {
            @Override
            String outline(double x, double y, double radius) {
                double half = 1.2 * radius;
                return path("M%s %sl%3$s %3$sl-%3$s %3$sl-%3$s-%3$sz", x, y - half, half);
            }
        },
        QZSS("QZSS", "other") {
            @Override
            String outline(double x, double y, double radius) {
                return path("M%s %sl-%s-%sh%sz", x, y + 1.1 * radius, 1.1 * radius, 1.9 * radius, 2.2 * radius);
            }
        },
        SBAS("SBAS", "other") {
            @Override
            String outline(double x, double y, double radius) {
                double third = 2 * radius / 3;
                return path(
                        "M%s %sh%3$sv%3$sh%3$sv%3$sh-%3$sv%3$sh-%3$sv-%3$sh-%3$sv-%3$sh%3$sz",
                        x - third / 2, y - radius, third);
            }
        },
        NAVIC("NavIC", "other") {
            @Override
            String outline(double x, double y, double radius) {
                double half = radius / 2;
                double side = 0.87 * radius;
                return path("M%s %sl%3$s %4$sv%5$sl-%3$s %4$sl-%3$s-%4$sv-%5$sz", x, y - radius, side, half, radius);
            }
        },
        UNKNOWN("unknown", "other") {
            @Override
            String outline(double x, double y, double radius) {
                return path("M%s %sh%sv%sh-%3$sz", x - radius, y - radius / 2, 2 * radius, radius);
            }
        };

        private final String words;
        private final String key;

        Family(String words, String key) {
            this.words = words;
            this.key = key;
        }

        static Family of(String words) {
            for (var family : values()) {
                if (family.words.equals(words)) {
                    return family;
                }
            }
            return UNKNOWN;
        }

        abstract String outline(double x, double y, double radius);

        String words() {
            return words;
        }

        String key() {
            return key;
        }

        private static String path(String pattern, double... numbers) {
            var rounded = new Object[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                rounded[i] = String.format(Locale.ROOT, "%.1f", numbers[i]);
            }
            return String.format(Locale.ROOT, pattern, rounded);
        }
    }
}
