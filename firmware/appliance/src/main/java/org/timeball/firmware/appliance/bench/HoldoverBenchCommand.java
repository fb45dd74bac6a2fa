package org.timeball.firmware.appliance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench holdover}: how often the clock is within its bound, with pulses and without. */
@Command(
        name = "holdover",
        description = {
            "Runs the discipline over traces, takes the pulses away for a minute to a day, and prints how often the clock",
            "was within the bound that was said of it, and how much larger than the error the bound was.",
            "Traces are as for bench discipline; those of the shared folder come first where it is found."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HoldoverBenchCommand implements Callable<Integer> {

    private static final int TROUBLED_SECONDS = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TraceOptions traces = new TraceOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long the generated traces are, 2 to 11 (default: ${DEFAULT-VALUE}).")
    private int days = 5;

    /** For picocli, which fills the fields. */
    HoldoverBenchCommand() {}

    @Override
    public Integer call() throws TraceException {
        if (days < 2 || days > 11) {
            throw new ParameterException(spec.commandLine(), "--days wants 2 to 11, not " + days);
        }
        var own = traces.own();
        var out = spec.commandLine().getOut();
        out.print(HoldoverTable.HEAD);
        List<HoldoverResult> results = new ArrayList<>();
        if (own.isPresent()) {
            measure(List.of(own.get()), HoldoverRun::ofDiscipline, results);
        } else {
            measure(traces.shared().orElse(List.of()), HoldoverRun::ofDiscipline, results);
            measure(HoldoverTraces.cells(days), HoldoverRun::ofDiscipline, results);
            out.print(HoldoverTable.TROUBLES_HEAD);
            measure(
                    HoldoverTraces.troubles(TROUBLED_SECONDS),
                    cell -> HoldoverRun.ofReferenceClock(cell, CellWorld.USUAL_SYSTEMATIC_SECONDS),
                    results);
        }
        out.print(HoldoverTable.foot(results));
        out.flush();
        return 0;
    }

    private void measure(List<Cell> cells, Function<Cell, HoldoverResult> run, List<HoldoverResult> results) {
        var out = spec.commandLine().getOut();
        for (var cell : cells) {
            var result = run.apply(cell);
            results.add(result);
            out.print(HoldoverTable.rows(result));
            out.flush();
        }
    }
}
