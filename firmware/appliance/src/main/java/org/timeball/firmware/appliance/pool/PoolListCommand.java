package org.timeball.firmware.appliance.pool;

import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pool list}: the pools, their tokens as far as they may be shown, and what they wanted. */
@Command(
        name = "list",
        description = "The pools this server is a member of, and what they wanted since the start.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, or 3 when no daemon answers."})
final class PoolListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolListCommand() {}

    @Override
    public Integer call() {
        return daemon.tell(spec.commandLine(), status -> PoolText.of(status.pools()), _ -> ExitCode.FINE);
    }
}
