package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.AdminAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reload}: the configuration is read again, and what became of it is said here. */
@Command(
        name = "reload",
        description = "Has the daemon read its configuration again, and says what changed or what is wrong with it.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when all is as before, or 3 when no daemon answers."})
public final class ReloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public ReloadCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), new AdminAct.ReloadConfiguration());
    }
}
