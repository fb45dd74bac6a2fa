package org.timeball.firmware.appliance.pool;

import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pool}: membership in pools of NTS servers. */
@Command(
        name = "pool",
        description = "Membership in pools of NTS servers: the [[pool]]s of the configuration and their tokens.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        subcommands = {
            PoolListCommand.class,
            PoolAddCommand.class,
            PoolDropCommand.class,
            PoolLeaveCommand.class,
            PoolCheckCommand.class
        })
public final class PoolCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    public PoolCommand() {}

    /** One of the words has to follow. */
    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(command, "one of list, add, drop, leave and check has to follow");
    }
}
