package org.timeball.web.appliance.page.clock;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.timeball.server.control.ErrorSum;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Wording;
import org.timeball.web.appliance.page.chart.Axis;
import org.timeball.web.appliance.page.chart.Chart;
import org.timeball.web.appliance.page.chart.Line;

/**
 * What the clock will be worth if no pulse comes any more, by what its own oscillator was seen to do.
 *
 * @param sum as the daemon foretells it
 */
record Forecast(ErrorSum sum) {

    private static final long HOUR_SECONDS = 3_600;

    Chart chart() {
        var ahead = sum.holdover();
        var chart = Chart.of(
                "forecast",
                Axis.log("s"),
                Axis.log("s"),
                ahead.stream().mapToDouble(ErrorSum.Ahead::seconds).toArray(),
                List.of(
                        line("95 %", Line.Look.LOW, ErrorSum.Ahead::withinSeconds),
                        line("99.9 %", Line.Look.HIGH, ErrorSum.Ahead::boundSeconds),
                        line("within, 95 %", Line.Look.MARKED, ErrorSum.Ahead::withinSeconds),
                        line("bound, 99.9 %", Line.Look.FAINT, ErrorSum.Ahead::boundSeconds)));
        return ahead.isEmpty()
                ? chart
                : chart.marked(List.of(new Chart.Mark(
                        false, sum.limitSeconds(), "no stratum above " + Engineering.magnitude(sum.limitSeconds()))));
    }

    private Line line(String label, Line.Look look, ToDoubleFunction<ErrorSum.Ahead> value) {
        return Line.of(
                label, look, 1, sum.holdover().stream().mapToDouble(value).toArray());
    }

    String caption() {
        if (sum.holdover().isEmpty()) {
            return "Foretold is only of a clock that pulses steer and that is vouched for.";
        }
        var hour = sum.holdover().stream()
                .filter(ahead -> ahead.seconds() == HOUR_SECONDS)
                .findFirst()
                .orElse(sum.holdover().getLast());
        return "If no pulse came from now on: %s after %s, 95\u00a0%%. %s"
                .formatted(Engineering.within(hour.withinSeconds()), Wording.lasting(hour.seconds()), end());
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
