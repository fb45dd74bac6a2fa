package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ControlRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clients}: who asked for the time, as chronyc reports it. */
@Command(
        name = "clients",
        description = "Who asked for the time, those that asked most first, in chronyc's columns.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "What a client is called is a setting, client-names: its network unless set otherwise.",
            "Exit code: 0, or 3 when no daemon answers."
        })
public final class ClientsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--count", paramLabel = "N", description = "How many at most, 1 to 10000 (default: 100).")
    private int count = 100;

    /** Asks nobody until it is called. */
    public ClientsCommand() {}

    @Override
    public Integer call() {
        if (count < 1 || count > ControlRequest.Clients.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--count " + count + " is out of range 1.." + ControlRequest.Clients.MOST);
        }
        return daemon.ask(spec.commandLine(), client -> client.clients(count), this::report, report -> ExitCode.FINE);
    }

    private String report(ClientReport report) {
        return format.choose(
                () -> ClientsText.report(report), () -> ClientsText.csv(report), () -> ControlJson.pretty(report));
    }
}
