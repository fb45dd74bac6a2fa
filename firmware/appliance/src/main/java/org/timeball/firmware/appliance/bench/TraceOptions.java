package org.timeball.firmware.appliance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which traces are run over: the shared ones, or a pair of one's own. */
final class TraceOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private SharedOption shared = new SharedOption();

    @Option(names = "--freq", paramLabel = "F", description = "An oscillator's trace, and no others; wants --noise.")
    private Optional<Path> frequency = Optional.empty();

    @Option(names = "--noise", paramLabel = "F", description = "The trace of its pulses.")
    private Optional<Path> noise = Optional.empty();

    /** Whether the operator brings traces. */
    boolean isOwn() {
        return frequency.isPresent() || noise.isPresent();
    }

    /**
     * The cell of the operator's own traces; empty when none are named.
     *
     * @throws TraceException if one cannot be read
     */
    Optional<Cell> own() throws TraceException {
        if (frequency.isPresent() != noise.isPresent() || isOwn() && shared.isGiven()) {
            throw new ParameterException(
                    command.commandLine(), "--freq and --noise want each other and go without --shared");
        }
        return frequency.isPresent() && noise.isPresent()
                ? Optional.of(new Cell(Trace.read(frequency.get()), Trace.read(noise.get())))
                : Optional.empty();
    }

    /** As of {@link SharedOption#cells}. */
    Optional<List<Cell>> shared() throws TraceException {
        return shared.cells();
    }
}
