package org.timeball.web.appliance.page.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.timeball.web.appliance.ntppool.ScoreReply;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;

/**
 * Scores over time, a step line for each address.
 *
 * @param scores by address, the configuration's first
 */
public record ScorePlot(List<Map.Entry<String, ScoreReply>> scores) {

    /** Of the element it is drawn in. */
    public static final String ID = "scores";

    /** Above it the pool gives an address to clients. */
    static final double IN_USE = 10;

    private static final int COLOURS = 4;

    /** Copies the list. */
    public ScorePlot {
        scores = List.copyOf(scores);
    }

    /** Draws it. */
    public Chart chart() {
        long[] places = scores.stream()
                .flatMapToLong(entry -> entry.getValue().points().stream().mapToLong(ScoreReply.Point::utcSecond))
                .sorted()
                .distinct()
                .toArray();
        var lines = new ArrayList<Line>();
        for (var entry : scores) {
            double[] values = LongStream.of(places)
                    .mapToDouble(place -> at(entry.getValue(), place))
                    .toArray();
            lines.add(Line.of(entry.getKey(), Line.Look.LINE, 1 + lines.size() % COLOURS, values));
        }
        // A series and no mark, so that it is always in view.
        double[] threshold = LongStream.of(places).mapToDouble(_ -> IN_USE).toArray();
        lines.add(Line.of("given to clients above", Line.Look.FAINT, 1, threshold));
        return Chart.of(
                ID,
                Axis.TIME,
                Axis.linear(""),
                LongStream.of(places).asDoubleStream().toArray(),
                lines);
    }

    /** What it was set to last; not known before the first. */
    private static double at(ScoreReply reply, long utcSecond) {
        double score = Double.NaN;
        for (var point : reply.points()) {
            if (point.utcSecond() > utcSecond) {
                break;
            }
            score = point.score();
        }
        return score;
    }

    /** The same in a sentence. */
    public String caption() {
        if (scores.stream().allMatch(entry -> entry.getValue().points().isEmpty())) {
            return "Nothing is told of scores yet.";
        }
        var words = new StringBuilder("Up to 20; above 10 the pool gives the address to clients.");
        for (var entry : scores) {
            entry.getValue().points().stream()
                    .mapToDouble(ScoreReply.Point::score)
                    .min()
                    .ifPresent(least -> words.append(" %s: %s now, %s at its worst."
                            .formatted(
                                    entry.getKey(),
                                    RegisteredRow.words(entry.getValue().score()),
                                    RegisteredRow.words(least))));
        }
        return words.toString();
    }
}
