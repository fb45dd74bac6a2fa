package org.timeball.web.appliance.page.chart;

import java.util.Arrays;
import java.util.List;

/**
 * One series of a chart.
 *
 * @param label      what it is called
 * @param look       how it is drawn
 * @param colour     which of the series' colours, counted from 1
 * @param isOnSecond whether its numbers belong to the axis on the right
 * @param values     one for each place of the chart; NaN leaves a gap
 */
public record Line(String label, Look look, int colour, boolean isOnSecond, List<Double> values) {

    /** How a series is drawn. */
    public enum Look {
        /** A line that gaps interrupt. */
        LINE,
        /** The lower edge of a band, whose upper edge is the next line. */
        LOW,
        /** The upper edge of a band. */
        HIGH,
        /** Dots. */
        POINTS,
        /** Dots in the series' own colour. */
        DOTS,
        /** Dots that a line joins. */
        MARKED,
        /** Bars that stand on zero. */
        BARS,
        /** A thin line to compare with. */
        FAINT
    }

    /** Copies the list. */
    public Line {
        values = List.copyOf(values);
    }

    /** On the axis on the left. */
    public static Line of(String label, Look look, int colour, double[] values) {
        return new Line(
                label, look, colour, false, Arrays.stream(values).boxed().toList());
    }

    /** The same on the axis on the right. */
    public Line onSecond() {
        return new Line(label, look, colour, true, values);
    }
}
