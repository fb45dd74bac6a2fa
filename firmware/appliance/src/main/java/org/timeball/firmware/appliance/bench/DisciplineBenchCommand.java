package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench discipline}: how near to UTC the discipline keeps a clock, beside chrony on the same traces. */
@Command(
        name = "discipline",
        description = {
            "Runs the discipline over traces of an oscillator and of its pulses and prints how far off the clock was,",
            "with chrony's figures on the same traces beside it, and how soon 300 random starts are over. A trace is a",
            "gzip file of little-endian doubles, one a second: fractional frequency errors (--freq), seconds by which",
            "pulses are stamped late (--noise). What is harder than a quiet trace has tables of its own (--table);",
            "all of them (--hard) take some minutes."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DisciplineBenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TraceOptions traces = new TraceOptions();

    @Option(
            names = "--table",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Instead of the cells, one or more of: starts, shapes, drift, bursts, witness, sawtooth, late,"
                            + " ramp, disturbed, memory.")
    private List<String> tables = List.of();

    @Option(names = "--hard", description = "All of these tables.")
    private boolean isHard;

    @Option(
            names = "--json",
            description = "An array of objects, one a cell or one a row, instead of tables for people.")
    private boolean isJson;

    /** For picocli, which fills the fields. */
    DisciplineBenchCommand() {}

    @Override
    public Integer call() throws TraceException {
        var wanted = wantedTables();
        var cells = cells();
        if (!wanted.isEmpty()) {
            return printTables(wanted, cells);
        }
        var out = spec.commandLine().getOut();
        DisciplineRun.warmUp(cells.getFirst());
        if (!isJson) {
            out.print(DisciplineTable.HEAD);
        }
        List<CellResult> results = new ArrayList<>();
        for (var cell : cells) {
            var result = DisciplineRun.measure(cell);
            results.add(result);
            if (!isJson) {
                out.print(DisciplineTable.row(result));
                out.flush();
            }
        }
        out.print(isJson ? DisciplineJson.array(results) : DisciplineTable.foot(results));
        out.flush();
        if (!isJson && !traces.isOwn()) {
            out.print("\n" + HardTable.STARTS.measure(cells).text());
            out.flush();
        }
        return 0;
    }

    private List<HardTable> wantedTables() {
        List<HardTable> wanted = new ArrayList<>(isHard ? List.of(HardTable.values()) : List.of());
        for (String name : tables) {
            wanted.add(HardTable.of(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "there is no table '" + name + "'; --help names those there are")));
        }
        if (!wanted.isEmpty() && traces.isOwn()) {
            throw new ParameterException(
                    spec.commandLine(), "--table and --hard choose their own traces and go without --freq and --noise");
        }
        return wanted.stream().distinct().toList();
    }

    private int printTables(List<HardTable> wanted, List<Cell> cells) {
        var out = spec.commandLine().getOut();
        String before = isJson ? "[\n" : "";
        for (var table : wanted) {
            var measured = table.measure(cells);
            out.print(before + (isJson ? measured.json() : measured.text()));
            out.flush();
            before = isJson ? ",\n" : "\n";
        }
        out.print(isJson ? "\n]\n" : "");
        out.flush();
        return 0;
    }

    private List<Cell> cells() throws TraceException {
        var own = traces.own();
        if (own.isPresent()) {
            return List.of(own.get());
        }
        return traces.shared().orElseGet(this::generated);
    }

    private List<Cell> generated() {
        var err = spec.commandLine().getErr();
        err.println("timeball: no ../shared/traces beside this checkout, so traces of the same kinds are generated;"
                + " chrony's figures are of the shared ones");
        err.flush();
        return GeneratedTraces.cells();
    }
}
