package org.timeball.web.appliance.page.sky;

import java.util.List;
import java.util.Locale;
import org.timeball.web.appliance.page.Family;
import org.timeball.web.appliance.page.SkyPlot;

/** Where satellites went, as lines of a sky plot. */
public final class Trails {

    /** Longer apart a satellite was out of sight between. */
    private static final int APART_SECONDS = 3 * SkyMemory.STEP_SECONDS;

    private Trails() {}

    /**
     * One satellite's line.
     *
     * @param outline the data of an SVG path
     * @param family  the constellation's name in the style sheet
     */
    public record Trail(String outline, String family) {}

    static List<Trail> of(List<Path> paths) {
        return paths.stream()
                .filter(path -> path.sights().size() > 1)
                .map(path -> new Trail(
                        outline(path.sights()), Family.of(path.constellation()).key()))
                .toList();
    }

    private static String outline(List<Sight> sights) {
        var line = new StringBuilder(12 * sights.size());
        long before = Long.MIN_VALUE / 2;
        for (var sight : sights) {
            boolean isGap = sight.utcSecond() - before > APART_SECONDS;
            line.append(String.format(
                    Locale.ROOT,
                    isGap ? "M%.1f %.1f" : "L%.1f %.1f",
                    SkyPlot.x(sight.elevationDegrees(), sight.azimuthDegrees()),
                    SkyPlot.y(sight.elevationDegrees(), sight.azimuthDegrees())));
            before = sight.utcSecond();
        }
        return line.toString();
    }
}
