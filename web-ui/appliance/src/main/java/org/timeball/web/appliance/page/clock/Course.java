package org.timeball.web.appliance.page.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;
import org.timeball.web.appliance.page.chart.Nice;
import org.timeball.web.appliance.page.chart.Past;

/**
 * The course of a span: offset with its band, frequency and temperature, one against the other.
 *
 * @param past the steps that are drawn
 */
public record Course(Past past) {

    static final List<HistorySeries> SERIES =
            List.of(HistorySeries.OFFSET, HistorySeries.FREQUENCY, HistorySeries.TEMPERATURE, HistorySeries.STATE);

    /** The scale leaves out this share of the steps' edges, and says so. */
    private static final double SHARE_INSIDE = 0.99;

    private static final double HEADROOM = 1.25;
    private static final double FINEST_SCALE_SECONDS = 10e-9;

    /** Points of the scatter are told apart by age in so many classes. */
    private static final int AGES = 4;

    private static final int TABLE_ROWS = 60;

    /** A row of the table. */
    public record Row(String from, String mean, String low, String high, String frequency, String temperature) {}

    /** The offset with its band, and grey where the pulse did not steer. */
    Chart offset() {
        double full = fullScale();
        var unit = Engineering.unitOfScale(full);
        return Chart.of(
                        "offset",
                        Axis.TIME,
                        Axis.linear(unit.symbol()).reaching(Nice.rounded(unit.of(full))),
                        past.places(),
                        List.of(
                                scaled("least", Line.Look.LOW, unit, past.low(HistorySeries.OFFSET)),
                                scaled("most", Line.Look.HIGH, unit, past.high(HistorySeries.OFFSET)),
                                scaled("mean", Line.Look.LINE, unit, past.mean(HistorySeries.OFFSET))))
                .shaded(shades());
    }

    private static Line scaled(String label, Line.Look look, Engineering.Unit unit, double[] seconds) {
        return Line.of(label, look, 1, Past.each(seconds, value -> Nice.rounded(unit.of(value))));
    }

    private double fullScale() {
        double[] edges = edges();
        Arrays.sort(edges);
        double most = edges.length == 0 ? 0 : edges[Math.max(0, (int) Math.ceil(SHARE_INSIDE * edges.length) - 1)];
        return Nice.atLeast(Math.max(FINEST_SCALE_SECONDS, HEADROOM * most));
    }

    private double[] edges() {
        double[] low = past.low(HistorySeries.OFFSET);
        double[] high = past.high(HistorySeries.OFFSET);
        return IntStream.range(0, low.length)
                .mapToDouble(k -> Math.max(Math.abs(low[k]), Math.abs(high[k])))
                .filter(Double::isFinite)
                .toArray();
    }

    /** Stretches in which the clock was alone, or nothing was vouched for. */
    List<Chart.Shade> shades() {
        double[] worst = past.high(HistorySeries.STATE);
        double[] places = past.places();
        double half = past.report().stepSeconds() / 2.0;
        var shades = new ArrayList<Chart.Shade>();
        for (int k = 0; k < worst.length; ) {
            int begin = k;
            String state = word(worst[k]);
            while (k < worst.length && word(worst[k]).equals(state)) {
                k++;
            }
            if (!state.isEmpty()) {
                shades.add(new Chart.Shade(places[begin] - half, places[k - 1] + half, state));
            }
        }
        return shades;
    }

    private static String word(double state) {
        return state >= 1.5 ? "not vouched for" : state >= 0.5 ? "holdover" : "";
    }

    /** Frequency on the left, temperature on the right. */
    Chart frequency() {
        var lines = new ArrayList<Line>();
        lines.add(Line.of("frequency", Line.Look.LINE, 1, fine(past.mean(HistorySeries.FREQUENCY))));
        var chart = Chart.of("frequency", Axis.TIME, Axis.linear("ppm"), past.places(), lines);
        if (!past.knows(HistorySeries.TEMPERATURE)) {
            return chart;
        }
        lines.add(Line.of(
                        "temperature",
                        Line.Look.LINE,
                        2,
                        Past.each(past.mean(HistorySeries.TEMPERATURE), Nice::rounded))
                .onSecond());
        return Chart.of("frequency", Axis.TIME, Axis.linear("ppm"), past.places(), lines)
                .withSecond(Axis.linear("°C"));
    }

    /** To a hundredth of a ppb. */
    private static double[] fine(double[] ppm) {
        return Past.each(ppm, value -> Double.isFinite(value) ? Math.round(value * 1e5) / 1e5 : Double.NaN);
    }

    /** Frequency against temperature, older points paler, with the line through them. */
    Chart scatter(TemperatureFit fit) {
        double[] celsius = past.mean(HistorySeries.TEMPERATURE);
        double[] ppm = past.mean(HistorySeries.FREQUENCY);
        var sorted = IntStream.range(0, celsius.length)
                .filter(k -> Double.isFinite(celsius[k]) && Double.isFinite(ppm[k]))
                .boxed()
                .sorted((one, other) -> Double.compare(celsius[one], celsius[other]))
                .toList();
        var lines = new ArrayList<Line>();
        for (int age = AGES; age >= 1; age--) {
            int newer = AGES - age;
            double[] values = sorted.stream()
                    .mapToDouble(k -> k * AGES / celsius.length == newer ? ppm[k] : Double.NaN)
                    .toArray();
            lines.add(Line.of(ageWords(newer), Line.Look.POINTS, age, fine(values)));
        }
        if (fit.isKnown()) {
            double[] line = sorted.stream().mapToDouble(k -> fit.at(celsius[k])).toArray();
            lines.add(Line.of("straight line", Line.Look.FAINT, 1, fine(line)));
        }
        return Chart.of(
                "scatter",
                Axis.linear("°C"),
                Axis.linear("ppm"),
                sorted.stream().mapToDouble(k -> Nice.rounded(celsius[k])).toArray(),
                lines);
    }

    private static String ageWords(int newer) {
        return newer == AGES - 1 ? "newest quarter" : newer == 0 ? "oldest quarter" : "between";
    }

    /** Of the frequency and, where there is one, of a thermometer. */
    String frequencyCaption() {
        if (!past.knows(HistorySeries.FREQUENCY)) {
            return "No frequency is written down of that yet.";
        }
        double mean = average(past.mean(HistorySeries.FREQUENCY), 0, past.steps());
        return "Of the oscillator by itself, positive = it runs fast: mean %s, from %s to %s.%s"
                .formatted(
                        Engineering.signedPpm(mean),
                        Engineering.signedPpm(least(past.low(HistorySeries.FREQUENCY), 0, past.steps())),
                        Engineering.signedPpm(most(past.high(HistorySeries.FREQUENCY), 0, past.steps())),
                        past.knows(HistorySeries.TEMPERATURE)
                                ? " Temperature from %s to %s."
                                        .formatted(
                                                Engineering.celsius(
                                                        least(past.low(HistorySeries.TEMPERATURE), 0, past.steps())),
                                                Engineering.celsius(
                                                        most(past.high(HistorySeries.TEMPERATURE), 0, past.steps())))
                                : " This board has no thermometer that is read.");
    }

    String scatterCaption(TemperatureFit fit) {
        return fit.isKnown()
                ? "%s\u00a0ppb/°C, R²\u00a0%s. The paler a point, the older."
                        .formatted(
                                String.format(Locale.ROOT, "%+.1f", fit.slopePpmPerDegree() * 1_000)
                                        .replace('-', Engineering.MINUS),
                                String.format(Locale.ROOT, "%.2f", fit.explained()))
                : "Too few points, or too little change of temperature, to lay a line through.";
    }

    String clippedWords() {
        double full = fullScale();
        long clipped = Arrays.stream(edges()).filter(edge -> edge > full).count();
        return clipped == 0 ? "" : " Clipped " + Wording.counted(clipped, "point") + ".";
    }

    /** Sixty rows at most, newest first. */
    List<Row> rows() {
        int steps = past.steps();
        int each = Math.max(1, Math.ceilDiv(steps, TABLE_ROWS));
        var rows = new ArrayList<Row>();
        for (int begin = (steps - 1) / each * each; begin >= 0 && steps > 0; begin -= each) {
            int end = Math.min(steps, begin + each);
            boolean isKnown = Double.isFinite(average(past.mean(HistorySeries.STATE), begin, end));
            if (isKnown) {
                rows.add(row(begin, end));
            }
        }
        return rows;
    }

    private Row row(int begin, int end) {
        long second =
                past.report().firstUtcSecond() + (long) begin * past.report().stepSeconds();
        return new Row(
                Wording.moment(Instant.ofEpochSecond(second)),
                Engineering.signed(average(past.mean(HistorySeries.OFFSET), begin, end)),
                Engineering.signed(least(past.low(HistorySeries.OFFSET), begin, end)),
                Engineering.signed(most(past.high(HistorySeries.OFFSET), begin, end)),
                Engineering.signedPpm(average(past.mean(HistorySeries.FREQUENCY), begin, end)),
                Engineering.celsius(average(past.mean(HistorySeries.TEMPERATURE), begin, end)));
    }

    private static double average(double[] values, int begin, int end) {
        return Arrays.stream(values, begin, end)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static double least(double[] values, int begin, int end) {
        return Arrays.stream(values, begin, end).filter(Double::isFinite).min().orElse(Double.NaN);
    }

    private static double most(double[] values, int begin, int end) {
        return Arrays.stream(values, begin, end).filter(Double::isFinite).max().orElse(Double.NaN);
    }
}
