package org.timeball.web.appliance.page.chart;

import java.util.Arrays;
import java.util.List;

/**
 * What a browser draws.
 *
 * @param id     of the element it is drawn in
 * @param x      the axis below
 * @param y      the axis on the left
 * @param second the axis on the right, empty list where there is none
 * @param places along the axis below, never falling
 * @param lines  the series
 * @param marks  lines across the whole chart
 * @param shades stretches of the axis below that are grey
 */
public record Chart(
        String id,
        Axis x,
        Axis y,
        List<Axis> second,
        List<Double> places,
        List<Line> lines,
        List<Mark> marks,
        List<Shade> shades) {

    /** Refuses a series that is shorter or longer than the chart. */
    public Chart {
        second = List.copyOf(second);
        places = List.copyOf(places);
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
        shades = List.copyOf(shades);
        for (var line : lines) {
            if (line.values().size() != places.size()) {
                throw new IllegalArgumentException(
                        id + ": " + line.values().size() + " of " + line.label() + " at " + places.size() + " places");
            }
        }
    }

    /**
     * A line across the chart.
     *
     * @param isUpright whether it stands at a place below, and does not lie at a height
     * @param at        the place or the height
     * @param label     what is there
     */
    public record Mark(boolean isUpright, double at, String label) {}

    /**
     * A stretch that is grey.
     *
     * @param from  the place at which it begins
     * @param to    the place at which it ends
     * @param label what was so there
     */
    public record Shade(double from, double to, String label) {}

    /** A chart of series alone. */
    public static Chart of(String id, Axis x, Axis y, double[] places, List<Line> lines) {
        return new Chart(id, x, y, List.of(), Arrays.stream(places).boxed().toList(), lines, List.of(), List.of());
    }

    /** The same with an axis on the right. */
    public Chart withSecond(Axis axis) {
        return new Chart(id, x, y, List.of(axis), places, lines, marks, shades);
    }

    /** The same with lines across. */
    public Chart marked(List<Mark> crossing) {
        return new Chart(id, x, y, second, places, lines, crossing, shades);
    }

    /** The same with grey stretches. */
    public Chart shaded(List<Shade> stretches) {
        return new Chart(id, x, y, second, places, lines, marks, stretches);
    }
}
