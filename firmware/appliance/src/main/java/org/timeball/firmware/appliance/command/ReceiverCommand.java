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

/** {@code receiver}: which receiver the daemon found, and how setting it up went. */
@Command(
        name = "receiver",
        description = "The receiver that was found, what it says about itself, and how its set-up went.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it speaks",
            "2:it is silent, or not there",
            "3:no daemon answers",
            "64:the command was not understood"
        },
        footer = {
            "",
            "A receiver keeps its set-up over a power cycle with `save = true` under [receiver]",
            "in the configuration."
        })
public final class ReceiverCommand implements Callable<Integer> {

    private static final int SILENT = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(names = "--json", description = "The daemon's own record as JSON.")
    private boolean isJson;

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public ReceiverCommand() {}

    @Override
    public Integer call() {
        return daemon.tell(
                spec.commandLine(), this::report, status -> status.receiver().isPresent() ? 0 : SILENT);
    }

    private String report(Status status) {
        return isJson ? ControlJson.pretty(status.receiver()) + "\n" : ReceiverText.report(status);
    }
}
