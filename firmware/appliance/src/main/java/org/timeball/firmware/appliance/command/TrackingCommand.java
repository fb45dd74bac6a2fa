package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tracking}: the clock, as chronyc reports it. */
@Command(
        name = "tracking",
        description = "The clock in chronyc's words, then its error bound and state.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Offsets are positive when our clock is ahead. With -c, as in chronyc, the system",
            "time alone is the other way round: what would have to be added.",
            "Exit code: 0, or 3 when no daemon answers."
        })
public final class TrackingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public TrackingCommand() {}

    @Override
    public Integer call() {
        return daemon.tell(spec.commandLine(), this::report, status -> ExitCode.FINE);
    }

    private String report(Status status) {
        return format.choose(
                () -> TrackingText.report(status),
                () -> TrackingText.csv(status),
                () -> ControlJson.pretty(status.tracking()));
    }
}
