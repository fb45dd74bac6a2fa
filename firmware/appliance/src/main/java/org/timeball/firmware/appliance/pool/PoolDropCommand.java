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

/** {@code pool drop}: one token of a pool counts no more. */
@Command(
        name = "drop",
        description = "Takes out one of a pool's tokens, by its fingerprint; the others still count.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when there is no such token, or 3 when no daemon answers."})
final class PoolDropCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name in the configuration.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "FINGERPRINT", description = "As timeball pool list shows it.")
    private String fingerprint = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolDropCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), () -> new PoolAct.DropToken(pool, fingerprint));
    }
}
