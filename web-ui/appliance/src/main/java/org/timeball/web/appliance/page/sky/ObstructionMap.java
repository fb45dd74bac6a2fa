package org.timeball.web.appliance.page.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.timeball.web.appliance.page.SkyPlot;

/**
 * What stands between the antenna and the sky: by how much the signals of a piece of sky are weaker than those of the whole
 * ring of its elevation. A satellite that is not received at all counts as 0 dB-Hz.
 */
public final class ObstructionMap {

    static final int AZIMUTHS = 24;
    static final int ELEVATIONS = 9;

    /** Fewer sights than these of a cell say nothing. */
    private static final int LEAST_SIGHTS = 5;

    /** Weaker than the ring by these, in dB, is a class more each. */
    private static final double[] CLASSES_DB = {3, 6, 10, 16};

    private static final double AZIMUTH_DEGREES = 360.0 / AZIMUTHS;
    private static final double ELEVATION_DEGREES = 90.0 / ELEVATIONS;

    private final double[][] sums = new double[ELEVATIONS][AZIMUTHS];
    private final int[][] counts = new int[ELEVATIONS][AZIMUTHS];

    private ObstructionMap() {}

    /**
     * A piece of sky.
     *
     * @param outline the data of an SVG path
     * @param grade   0 for one as good as its ring, up to 4 for one that is shut
     * @param title   in words
     */
    public record Cell(String outline, int grade, String title) {}

    static ObstructionMap of(List<Path> paths) {
        var map = new ObstructionMap();
        paths.forEach(path -> path.sights().forEach(map::add));
        return map;
    }

    private void add(Sight sight) {
        if (sight.elevationDegrees() >= 0) {
            int elevation = Math.min(ELEVATIONS - 1, (int) (sight.elevationDegrees() / ELEVATION_DEGREES));
            int azimuth = Math.floorMod((int) (sight.azimuthDegrees() / AZIMUTH_DEGREES), AZIMUTHS);
            sums[elevation][azimuth] += sight.signalDbHz();
            counts[elevation][azimuth]++;
        }
    }

    /** The pieces of which enough was seen. */
    List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (int elevation = 0; elevation < ELEVATIONS; elevation++) {
            double expected = expected(elevation);
            for (int azimuth = 0; azimuth < AZIMUTHS; azimuth++) {
                if (counts[elevation][azimuth] >= LEAST_SIGHTS) {
                    cells.add(cell(elevation, azimuth, mean(elevation, azimuth) - expected));
                }
            }
        }
        return cells;
    }

    /** What the better half of a ring's pieces has, for what stands in the way of one is no reason to expect less. */
    private double expected(int elevation) {
        double[] means = IntStream.range(0, AZIMUTHS)
                .filter(azimuth -> counts[elevation][azimuth] >= LEAST_SIGHTS)
                .mapToDouble(azimuth -> mean(elevation, azimuth))
                .sorted()
                .toArray();
        return means.length == 0 ? 0 : means[means.length * 3 / 4];
    }

    private double mean(int elevation, int azimuth) {
        return sums[elevation][azimuth] / counts[elevation][azimuth];
    }

    private static Cell cell(int elevation, int azimuth, double excessDb) {
        int grade = 0;
        while (grade < CLASSES_DB.length && excessDb <= -CLASSES_DB[grade]) {
            grade++;
        }
        double low = elevation * ELEVATION_DEGREES;
        double from = azimuth * AZIMUTH_DEGREES;
        return new Cell(
                outline(low, low + ELEVATION_DEGREES, from, from + AZIMUTH_DEGREES),
                grade,
                String.format(
                                Locale.ROOT,
                                "%.0f° to %.0f° from north, %.0f° to %.0f° high: %+.1f\u00a0dB",
                                from,
                                from + AZIMUTH_DEGREES,
                                low,
                                low + ELEVATION_DEGREES,
                                excessDb)
                        .replace('-', '\u2212'));
    }

    private static String outline(double low, double high, double from, double to) {
        double outer = SkyPlot.fromZenith(low);
        double inner = SkyPlot.fromZenith(high);
        return String.format(
                Locale.ROOT,
                "M%.1f %.1fA%.1f %.1f 0 0 1 %.1f %.1fL%.1f %.1fA%.1f %.1f 0 0 0 %.1f %.1fz",
                SkyPlot.x(low, from),
                SkyPlot.y(low, from),
                outer,
                outer,
                SkyPlot.x(low, to),
                SkyPlot.y(low, to),
                SkyPlot.x(high, to),
                SkyPlot.y(high, to),
                inner,
                inner,
                SkyPlot.x(high, from),
                SkyPlot.y(high, from));
    }
}
