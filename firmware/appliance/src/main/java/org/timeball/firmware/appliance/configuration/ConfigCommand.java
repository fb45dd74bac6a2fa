package org.timeball.firmware.appliance.configuration;

import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config}: the running daemon's configuration. */
@Command(
        name = "config",
        description = "The running daemon's configuration: what a change would do, doing it, and undoing it.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        subcommands = {
            ConfigDiffCommand.class,
            ConfigApplyCommand.class,
            ConfigUndoCommand.class,
            ConfigHistoryCommand.class
        })
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    public ConfigCommand() {}

    /** One of the words has to follow. */
    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(command, "one of diff, apply, undo and history has to follow");
    }
}
