package org.timeball.firmware.appliance.pool;

import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.ChangeOptions;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.PoolAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pool leave}: all tokens of a pool are deleted. */
@Command(
        name = "leave",
        description = "Deletes all tokens of a pool, which is let in no more.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Those who have cookies come on for days: leave the pool on its own page first, and keep serving.",
            "Exit code: 0, 1 when it was not done, or 3 when no daemon answers."
        })
final class PoolLeaveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name in the configuration.")
    private String pool = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolLeaveCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), () -> new PoolAct.Leave(pool));
    }
}
