package org.timeball.firmware.appliance.simulate;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.timeball.server.control.Spoken;

/**
 * A picture of panels above each other with one time axis, as an SVG document that follows the reader's light or dark theme.
 *
 * <p>Drawn by hand, because the chart libraries of the JVM measure text with fonts that a machine without a screen lacks.
 *
 * @param title   above the panels
 * @param seconds length of the time axis, positive
 * @param marks   instants with a vertical line and a word
 * @param panels  from top to bottom
 */
record Plot(String title, int seconds, List<Mark> marks, List<Panel> panels) {

    private static final int WIDTH = 960;
    private static final int LEFT = 84;
    private static final int RIGHT = 20;
    private static final int TOP = 56;
    private static final int PANEL_HEIGHT = 190;
    private static final int GAP = 46;
    private static final int FOOT = 44;
    private static final int LEGEND_STEP = 190;

    private static final String STYLE = """
            <style>
            :root { color-scheme: light dark; --paper: #f4f4f2; --ink: #22282b; --faint: #5b666c; --rule: #cfd4d4; --a: #0b5e91;
              --b: #b3541e; --c: #7c8a10; --good: #1c7c5430; --held: #c78a0040; --bad: #b0202030; }
            @media (prefers-color-scheme: dark) { :root { --paper: #101517; --ink: #e8eaea; --faint: #9aa5aa; --rule: #2b3337;
              --a: #74b9e6; --b: #e39a6b; --c: #b7c660; --good: #3fae8230; --held: #e0a83040; --bad: #e0606040; } }
            text { font: 13px system-ui, sans-serif; fill: var(--faint); } .title { font-size: 17px; fill: var(--ink); }
            .name { fill: var(--ink); } .rule { stroke: var(--rule); } .mark { stroke: var(--faint); stroke-dasharray: 3 4; }
            polyline { fill: none; stroke-width: 1.4; stroke-linejoin: round; }
            </style>
            """;

    /**
     * An instant worth a line.
     *
     * @param second since the start
     * @param word   what happened then
     */
    record Mark(int second, String word) {}

    /**
     * A span of time with a coloured ground.
     *
     * @param from  second since the start
     * @param until second since the start, later
     * @param ground one of {@code good}, {@code held}, {@code bad}
     */
    record Span(int from, int until, String ground) {}

    /**
     * A line in a panel.
     *
     * @param name   in the legend
     * @param colour one of {@code a}, {@code b}, {@code c}
     * @param values one a second; what is no number leaves a gap
     * @param isPeak whether the greatest of the values that share a pixel is drawn, not their mean
     */
    record Line(String name, String colour, double[] values, boolean isPeak) {}

    /**
     * A panel.
     *
     * @param name  what it shows, with the unit
     * @param axis  of its values
     * @param label how a grid line's value is written
     * @param spans coloured grounds
     * @param lines drawn in this order
     */
    record Panel(String name, Axis axis, DoubleFunction<String> label, List<Span> spans, List<Line> lines) {}

    /** The document. */
    String svg() {
        int height = TOP + panels.size() * (PANEL_HEIGHT + GAP) + FOOT - GAP;
        var svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                WIDTH,
                height,
                WIDTH,
                height);
        svg.append(STYLE);
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"var(--paper)\"/>\n");
        text(svg, LEFT, 24, "title", "start", title);
        for (int i = 0; i < panels.size(); i++) {
            panel(svg, panels.get(i), TOP + i * (PANEL_HEIGHT + GAP), i == 0);
        }
        timeAxis(svg, height - FOOT + 20);
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, Panel panel, int top, boolean isFirst) {
        int foot = top + PANEL_HEIGHT;
        text(svg, LEFT, top - 10, "name", "start", panel.name);
        for (var span : panel.spans) {
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"var(--%s)\"/>%n",
                    x(span.from),
                    top,
                    x(span.until) - x(span.from),
                    PANEL_HEIGHT,
                    span.ground);
        }
        grid(svg, panel, foot);
        for (var mark : marks) {
            rule(svg, "mark", x(mark.second), top, x(mark.second), foot);
            if (isFirst) {
                text(svg, x(mark.second) + 4, top + 14, "", "start", mark.word);
            }
        }
        for (var line : panel.lines.reversed()) {
            polylines(svg, panel, line, foot);
        }
        legend(svg, panel, top);
    }

    private static void grid(StringBuilder svg, Panel panel, int foot) {
        for (double tick : panel.axis.ticks()) {
            double y = foot - PANEL_HEIGHT * panel.axis.height(tick);
            rule(svg, "rule", LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 8, y + 4, "", "end", panel.label.apply(tick));
        }
    }

    private static void legend(StringBuilder svg, Panel panel, int top) {
        int right = WIDTH - RIGHT;
        for (var line : panel.lines.reversed()) {
            int left = right - LEGEND_STEP + 10;
            add(
                    svg,
                    "<polyline stroke=\"var(--%s)\" points=\"%d,%d %d,%d\"/>%n",
                    line.colour,
                    left,
                    top - 14,
                    left + 24,
                    top - 14);
            text(svg, left + 30, top - 10, "", "start", line.name);
            right -= LEGEND_STEP;
        }
    }

    private static void rule(StringBuilder svg, String cssClass, double x1, double y1, double x2, double y2) {
        add(svg, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", cssClass, x1, y1, x2, y2);
    }

    /** One point a pixel: the peak or the mean of the seconds that fall on it. */
    private void polylines(StringBuilder svg, Panel panel, Line line, int foot) {
        int pixels = WIDTH - LEFT - RIGHT;
        int bins = Math.min(pixels, line.values.length);
        var points = new StringBuilder();
        for (int bin = 0; bin < bins; bin++) {
            int from = (int) ((long) bin * line.values.length / bins);
            int until = (int) ((bin + 1L) * line.values.length / bins);
            double value = line.isPeak ? peak(line.values, from, until) : mean(line.values, from, until);
            if (Double.isNaN(value)) {
                flush(svg, points, line.colour);
            } else {
                points.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", x(from), foot - PANEL_HEIGHT * panel.axis.height(value)));
            }
        }
        flush(svg, points, line.colour);
    }

    private static void flush(StringBuilder svg, StringBuilder points, String colour) {
        if (!points.isEmpty()) {
            add(
                    svg,
                    "<polyline stroke=\"var(--%s)\" points=\"%s\"/>%n",
                    colour,
                    points.toString().strip());
            points.setLength(0);
        }
    }

    private static double peak(double[] values, int from, int until) {
        double peak = Double.NaN;
        for (int i = from; i < until; i++) {
            peak = Double.isNaN(peak) || values[i] > peak ? values[i] : peak;
        }
        return peak;
    }

    private static double mean(double[] values, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += values[i];
        }
        return sum / (until - from);
    }

    private void timeAxis(StringBuilder svg, int y) {
        int step = stepSeconds();
        for (int second = 0; second <= seconds; second += step) {
            String anchor = second == 0 ? "start" : second + step > seconds ? "end" : "middle";
            text(svg, x(second), y, "", anchor, timeLabel(second));
        }
    }

    /** Without the smaller unit where there is none of it. */
    private static String timeLabel(int second) {
        return Spoken.span(second).replaceFirst(" 0 [a-z]+$", "");
    }

    /** A round number of seconds, minutes or hours that gives about eight labels. */
    private int stepSeconds() {
        for (int step :
                new int[] {1, 2, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200}) {
            if (seconds / step <= 10) {
                return step;
            }
        }
        return Math.ceilDiv(seconds / 8, 86_400) * 86_400;
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.clamp(second / seconds, 0, 1);
    }

    private static void text(StringBuilder svg, double x, double y, String cssClass, String anchor, String words) {
        add(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                cssClass,
                anchor,
                escaped(words));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
