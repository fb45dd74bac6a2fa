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

/** {@code pool check}: whether a pool could use this server as it is, each point in a sentence. */
@Command(
        name = "check",
        description = "Looks whether a pool could use this server as it is, and says what to mend.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0 when nothing is to be mended, 1 when something is, or 3 when no daemon answers."})
final class PoolCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name in the configuration.")
    private String pool = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolCheckCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), () -> new PoolAct.Check(pool));
    }
}
