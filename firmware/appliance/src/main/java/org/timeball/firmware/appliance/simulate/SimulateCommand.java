package org.timeball.firmware.appliance.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.timeball.server.state.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code timeball simulate}: plays a scenario, and says how the clock came through it. */
@Command(
        name = "simulate",
        description = {
            "Plays a bad day through the reference clock.",
            "A scenario says what crystal, temperature, pulse line and receiver do, outages and spoofing; time is virtual.",
            "Prints how it went from state to state, how far off the clock was and whether its bound held. Touches no",
            "clock. Without a scenario: lists those that are built in."
        },
        footer = {"", "Exit code 4 when time was vouched for and farther off than was said."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {

    private static final int BOUND_BROKEN = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description = "A file (docs/simulate.md), or the name of one that is built in.")
    private Optional<String> scenario = Optional.empty();

    @Option(names = "--csv", paramLabel = "FILE", description = "Also writes a line for each second.")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draws it.")
    private Optional<Path> svg = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Another course of chance than the scenario's own.")
    private OptionalInt seed = OptionalInt.empty();

    /** For picocli, which fills the fields. */
    public SimulateCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        var out = spec.commandLine().getOut();
        if (scenario.isEmpty()) {
            BuiltInScenarios.names().forEach(name -> out.printf("%-18s %s%n", name, BuiltInScenarios.title(name)));
            return 0;
        }
        var played = read(scenario.get());
        var looks = ScenarioRun.of(played);
        if (csv.isPresent()) {
            try (var file = Files.newBufferedWriter(csv.get())) {
                RunCsv.write(looks, file);
            }
        }
        if (svg.isPresent()) {
            Files.writeString(svg.get(), RunPlot.of(played, looks).svg(), StandardCharsets.UTF_8);
        }
        var summary = new RunSummary(played, looks);
        out.print(summary.text());
        out.flush();
        return summary.broken() == 0 ? 0 : BOUND_BROKEN;
    }

    private Scenario read(String name) throws ConfigException {
        var read = BuiltInScenarios.names().contains(name)
                ? BuiltInScenarios.scenario(name)
                : ScenarioReader.read(file(name));
        return seed.isPresent() ? read.withSeed(seed.getAsInt()) : read;
    }

    private Path file(String name) {
        var file = Path.of(name);
        if (!name.contains("/") && !name.endsWith(".toml") && !Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    '"' + name + "\" is neither a file nor a scenario that is built in: "
                            + String.join(", ", BuiltInScenarios.names()));
        }
        return file;
    }
}
