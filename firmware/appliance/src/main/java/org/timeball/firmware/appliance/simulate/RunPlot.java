package org.timeball.firmware.appliance.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.timeball.firmware.appliance.simulate.Plot.Line;
import org.timeball.firmware.appliance.simulate.Plot.Mark;
import org.timeball.firmware.appliance.simulate.Plot.Panel;
import org.timeball.firmware.appliance.simulate.Plot.Span;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Spoken;

/** A run as a picture: how far off and how far off at most, the oscillator, and the temperature where it changes. */
final class RunPlot {

    /** A nanosecond to a second. */
    private static final Axis ERRORS = new Axis.Decades(-9, 0);

    private final Scenario scenario;
    private final List<Look> looks;

    private RunPlot(Scenario scenario, List<Look> looks) {
        this.scenario = scenario;
        this.looks = looks;
    }

    static Plot of(Scenario scenario, List<Look> looks) {
        return new RunPlot(scenario, looks).plot();
    }

    private Plot plot() {
        var panels = new ArrayList<Panel>();
        panels.add(errors());
        panels.add(oscillator());
        if (looks.stream().mapToDouble(Look::celsius).map(Math::rint).distinct().count() > 1) {
            panels.add(temperature());
        }
        var marks = scenario.events().stream()
                .map(event -> new Mark(event.second(), event.kind().words()))
                .toList();
        return new Plot(scenario.title(), scenario.seconds(), marks, panels);
    }

    private Panel errors() {
        return new Panel(
                "Error and bound",
                ERRORS,
                Spoken::bound,
                states(),
                List.of(
                        new Line("off by", "a", values(look -> Math.abs(look.errorSeconds())), true),
                        new Line("bound (99.9 %)", "b", vouched(Look::boundSeconds), true),
                        new Line("within (95 %)", "c", vouched(Look::withinSeconds), true)));
    }

    private Panel oscillator() {
        double[] believed = vouched(Look::oscillatorPpm);
        double[] real = values(Look::truePpm);
        double[] all = DoubleStream.concat(DoubleStream.of(believed), DoubleStream.of(real))
                .filter(Double::isFinite)
                .toArray();
        return new Panel(
                "Oscillator, ppm fast",
                Axis.Linear.around(all),
                RunPlot::plain,
                List.of(),
                List.of(new Line("as it is", "c", real, false), new Line("as believed", "a", believed, false)));
    }

    private Panel temperature() {
        double[] celsius = values(Look::celsius);
        return new Panel(
                "Temperature, °C",
                Axis.Linear.around(celsius),
                RunPlot::plain,
                List.of(),
                List.of(new Line("board", "b", celsius, false)));
    }

    private double[] values(ToDoubleFunction<Look> value) {
        return looks.stream().mapToDouble(value).toArray();
    }

    private double[] vouched(ToDoubleFunction<Look> value) {
        return values(look -> look.state().isSynchronised() ? value.applyAsDouble(look) : Double.NaN);
    }

    private List<Span> states() {
        var spans = new ArrayList<Span>();
        int from = 0;
        for (int i = 1; i <= looks.size(); i++) {
            if (i == looks.size() || looks.get(i).state() != looks.get(from).state()) {
                spans.add(new Span(
                        looks.get(from).second(),
                        i == looks.size() ? scenario.seconds() : looks.get(i).second(),
                        ground(looks.get(from).state())));
                from = i;
            }
        }
        return spans;
    }

    private static String ground(ClockState state) {
        return switch (state) {
            case LOCKED -> "good";
            case HOLDOVER -> "held";
            case STARTING, ACQUIRING, UNSYNCHRONISED -> "bad";
        };
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.4f", value)
                .replaceAll("\\.?0+$", "")
                .replace('-', '−');
    }
}
