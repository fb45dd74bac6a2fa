package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.AdminAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rekey}: a new key for cookies, as chronyc's word has it. */
@Command(
        name = "rekey",
        description = "Seals NTS cookies under a new key from now on; those that are out still open.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when it was not done, or 3 when no daemon answers."})
public final class RekeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public RekeyCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), new AdminAct.RotateCookieKeys());
    }
}
