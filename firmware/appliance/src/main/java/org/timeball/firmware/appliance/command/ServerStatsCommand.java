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

/** {@code serverstats}: what clients asked and got, as chronyc reports it. */
@Command(
        name = "serverstats",
        description =
                "What clients asked and got since start, in chronyc's words, then why packets were dropped and key exchanges failed.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, or 3 when no daemon answers."})
public final class ServerStatsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public ServerStatsCommand() {}

    @Override
    public Integer call() {
        return daemon.tell(spec.commandLine(), this::report, status -> ExitCode.FINE);
    }

    private String report(Status status) {
        var service = status.service();
        return format.choose(
                () -> ServerStatsText.report(service) + KeyExchangeText.report(status.keyExchange()),
                () -> ServerStatsText.csv(service),
                () -> ControlJson.pretty(ServerReport.of(status)));
    }
}
