package org.timeball.web.appliance.page.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.timeball.server.control.ErrorSum;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;

/**
 * What the clock will be worth if no pulse comes any more, by what its own oscillator was seen to do; and what became of it when
 * none came before.
 *
 * @param sum  as the daemon foretells it
 * @param past holdovers that are over
 */
record Forecast(ErrorSum sum, PastHoldovers past) {

    private static final long HOUR_SECONDS = 3_600;

    /** A log scale has no zero. */
    private static final double LEAST_SHOWN_SECONDS = 1e-9;

    Chart chart() {
        double[] places = places();
        double[] dots = Arrays.stream(places).map(this::strayed).toArray();
        var lines = new ArrayList<Line>();
        lines.add(line("95 %", Line.Look.LOW, places, ErrorSum.Ahead::withinSeconds));
        lines.add(line("99.9 %", Line.Look.HIGH, places, ErrorSum.Ahead::boundSeconds));
        lines.add(line("within, 95 %", Line.Look.LINE, places, ErrorSum.Ahead::withinSeconds));
        lines.add(Line.of("straying alone, 50 %", Line.Look.LINE, 2, along(places, ErrorSum.Ahead::medianSeconds)));
        lines.add(line("bound, 99.9 %", Line.Look.FAINT, places, ErrorSum.Ahead::boundSeconds));
        if (!past.all().isEmpty()) {
            lines.add(Line.of("holdovers that are over", Line.Look.DOTS, 3, dots));
        }
        var chart = Chart.of("forecast", Axis.log("s"), Axis.log("s"), places, lines);
        return sum.holdover().isEmpty()
                ? chart
                : chart.marked(List.of(new Chart.Mark(
                        false, sum.limitSeconds(), "no stratum above " + Engineering.magnitude(sum.limitSeconds()))));
    }

    /** Those that are foretold, and those at which something ended; each once. */
    private double[] places() {
        return DoubleStream.concat(
                        sum.holdover().stream().mapToDouble(ErrorSum.Ahead::seconds),
                        sum.holdover().isEmpty()
                                ? DoubleStream.empty()
                                : past.all().stream().mapToDouble(PastHoldovers.Ended::seconds))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The worst of those that lasted so long, no less than a log scale can show; NaN where there is none. */
    private double strayed(double seconds) {
        return past.all().stream()
                .filter(ended -> ended.seconds() == seconds)
                .mapToDouble(ended -> Math.max(LEAST_SHOWN_SECONDS, ended.strayedSeconds()))
                .max()
                .orElse(Double.NaN);
    }

    private Line line(String label, Line.Look look, double[] places, ToDoubleFunction<ErrorSum.Ahead> value) {
        return Line.of(label, look, 1, along(places, value));
    }

    private double[] along(double[] places, ToDoubleFunction<ErrorSum.Ahead> value) {
        return Arrays.stream(places).map(seconds -> at(seconds, value)).toArray();
    }

    /** Between two instants each number grows about as a power of time; beyond them nothing is foretold. */
    private double at(double seconds, ToDoubleFunction<ErrorSum.Ahead> value) {
        var ahead = sum.holdover();
        for (int k = 0; k < ahead.size(); k++) {
            if (ahead.get(k).seconds() == seconds) {
                return value.applyAsDouble(ahead.get(k));
            }
            if (ahead.get(k).seconds() > seconds && k > 0) {
                double before = value.applyAsDouble(ahead.get(k - 1));
                double power = Math.log(value.applyAsDouble(ahead.get(k)) / before)
                        / Math.log((double) ahead.get(k).seconds()
                                / ahead.get(k - 1).seconds());
                return before * Math.pow(seconds / ahead.get(k - 1).seconds(), power);
            }
        }
        return Double.NaN;
    }

    String caption() {
        if (sum.holdover().isEmpty()) {
            return "Foretold is only of a clock that pulses steer and that is vouched for.";
        }
        var hour = sum.holdover().stream()
                .filter(ahead -> ahead.seconds() == HOUR_SECONDS)
                .findFirst()
                .orElse(sum.holdover().getLast());
        return "If no pulse came from now on: %s after %s, 95\u00a0%%. %s%s"
                .formatted(
                        Engineering.within(hour.withinSeconds()),
                        Wording.lasting(hour.seconds()),
                        end(),
                        past.all().isEmpty() ? "" : pastWords());
    }

    private String pastWords() {
        var longest = past.all().stream()
                .max(Comparator.comparingDouble(PastHoldovers.Ended::seconds))
                .orElseThrow();
        return " %s in the span above; the longest lasted %s and ended %s off."
                .formatted(
                        Wording.counted(past.all().size(), "holdover"),
                        Wording.lasting(Math.round(longest.seconds())),
                        Engineering.magnitude(longest.strayedSeconds()));
    }

    private String end() {
        var ahead = sum.holdover();
        for (int k = 0; k < ahead.size(); k++) {
            if (ahead.get(k).boundSeconds() >= sum.limitSeconds()) {
                return k == 0
                        ? "The bound passes %s at once.".formatted(Engineering.magnitude(sum.limitSeconds()))
                        : "The bound passes %s, and the stratum drops, after about %s."
                                .formatted(
                                        Engineering.magnitude(sum.limitSeconds()),
                                        Wording.lasting(passed(ahead.get(k - 1), ahead.get(k))));
            }
        }
        return "The bound stays below %s for %s."
                .formatted(
                        Engineering.magnitude(sum.limitSeconds()),
                        Wording.lasting(ahead.getLast().seconds()));
    }

    /** Between two instants the bound grows about as a power of time. */
    private long passed(ErrorSum.Ahead before, ErrorSum.Ahead after) {
        double share = Math.log(sum.limitSeconds() / before.boundSeconds())
                / Math.log(after.boundSeconds() / before.boundSeconds());
        return Math.round(before.seconds() * Math.pow((double) after.seconds() / before.seconds(), share));
    }
}
