package org.timeball.web.appliance.page.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.control.history.HistoryTrack;

/**
 * A report of the history as arrays; what is not known is NaN, and so is all of a series that the report lacks.
 *
 * @param report as the daemon gave it
 */
public record Past(HistoryReport report) {

    /** What was so when nobody answers. */
    public static final Past UNKNOWN = new Past(new HistoryReport(0, 1, List.of()));

    /** The same without the steps before anything was known. */
    public Past begun() {
        double[] states = mean(HistorySeries.STATE);
        int first = 0;
        while (first < states.length && Double.isNaN(states[first])) {
            first++;
        }
        int begin = first == states.length ? 0 : first;
        var tracks = report.tracks().stream()
                .map(track -> new HistoryTrack(
                        track.series(),
                        track.unit(),
                        from(track.mean(), begin),
                        from(track.low(), begin),
                        from(track.high(), begin)))
                .toList();
        return new Past(new HistoryReport(
                report.firstUtcSecond() + (long) begin * report.stepSeconds(), report.stepSeconds(), tracks));
    }

    private static List<Double> from(List<Double> values, int begin) {
        return values.subList(begin, values.size());
    }

    /** How many steps there are. */
    public int steps() {
        return report.tracks().stream()
                .mapToInt(track -> track.mean().size())
                .findFirst()
                .orElse(0);
    }

    /** The middle of each step, seconds since the Unix epoch. */
    public double[] places() {
        double[] places = new double[steps()];
        Arrays.setAll(places, k -> report.firstUtcSecond() + (k + 0.5) * report.stepSeconds() - 0.5);
        return places;
    }

    /** A series' means. */
    public double[] mean(HistorySeries series) {
        return array(track(series).mean());
    }

    /** The least of each step. */
    public double[] low(HistorySeries series) {
        return array(track(series).low());
    }

    /** The most of each step. */
    public double[] high(HistorySeries series) {
        return array(track(series).high());
    }

    /** Whether anything is known of a series. */
    public boolean knows(HistorySeries series) {
        return Arrays.stream(mean(series)).anyMatch(Double::isFinite);
    }

    private HistoryTrack track(HistorySeries series) {
        return report.tracks().stream()
                .filter(track -> track.series().equals(series.word()))
                .findFirst()
                .orElseGet(() -> unknown(series));
    }

    private HistoryTrack unknown(HistorySeries series) {
        double[] none = new double[steps()];
        Arrays.fill(none, Double.NaN);
        var list = Arrays.stream(none).boxed().toList();
        return new HistoryTrack(series.word(), series.unit(), list, list, list);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Each of them changed. */
    public static double[] each(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }
}
