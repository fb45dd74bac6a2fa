package org.timeball.firmware.appliance.configuration;

import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config history}: the last changes, who made them, and what they changed. */
@Command(
        name = "history",
        description = "The last five changes of the daemon's configuration, newest first, each with its difference.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, or 3 when no daemon answers."})
final class ConfigHistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(names = "--json", description = "As JSON.")
    private boolean isJson;

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    ConfigHistoryCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(
                spec.commandLine(),
                ControlClient::configuration,
                report -> isJson ? ControlJson.pretty(report.steps()) + "\n" : ConfigurationText.report(report),
                _ -> ExitCode.FINE);
    }
}
