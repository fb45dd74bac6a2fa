package org.timeball.firmware.appliance.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.refclock.simulation.OscillatorTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code timeball bench temperature}: what the clock gains from a thermometer beside its crystal. */
@Command(
        name = "temperature",
        description = {
            "Runs the discipline over traces of an oscillator in a room and of one under changing load, without and with",
            "a thermometer, and prints how far off the clock was, with pulses and after two hours without.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TemperatureBenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SharedOption shared = new SharedOption();

    /** For picocli, which fills the fields. */
    TemperatureBenchCommand() {}

    @Override
    public Integer call() throws TraceException {
        var cells = shared.cells().orElseGet(GeneratedTraces::cells);
        var out = spec.commandLine().getOut();
        out.print(TemperatureTable.HEAD);
        for (var oscillator : List.of(OscillatorTrace.PI, OscillatorTrace.LOAD)) {
            for (var cell : cells) {
                if (cell.frequency().name().equalsIgnoreCase(oscillator.name())) {
                    out.print(rows(cell, oscillator.celsius(cell.seconds())));
                    out.flush();
                }
            }
        }
        return 0;
    }

    private static String rows(Cell cell, double[] celsius) {
        var without = TemperatureRun.measure(cell, Optional.empty());
        var rows = new StringBuilder();
        for (var thermometer : BenchThermometer.values()) {
            var with = TemperatureRun.measure(cell, Optional.of(thermometer.shown(celsius)));
            rows.append(TemperatureTable.row(cell, thermometer, without, with));
        }
        return rows.toString();
    }
}
