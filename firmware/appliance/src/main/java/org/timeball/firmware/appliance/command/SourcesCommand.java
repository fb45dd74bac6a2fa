package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sources}: where time comes from, as chronyc reports it. */
@Command(
        name = "sources",
        description = "Where time comes from, in chronyc's columns.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Offsets are positive when our clock is ahead.", "Exit code: 0, or 3 when no daemon answers."})
public final class SourcesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = {"-v", "--verbose"},
            description = "Explain the columns, and say why each source has its state.")
    private boolean isVerbose;

    /** Asks nobody until it is called. */
    public SourcesCommand() {}

    @Override
    public Integer call() {
        return daemon.tell(spec.commandLine(), this::report, status -> ExitCode.FINE);
    }

    private String report(Status status) {
        var sources = status.sources();
        return format.choose(
                () -> isVerbose ? SourcesText.explained(sources) : SourcesText.report(sources),
                () -> SourcesText.csv(sources),
                () -> ControlJson.pretty(sources));
    }
}
