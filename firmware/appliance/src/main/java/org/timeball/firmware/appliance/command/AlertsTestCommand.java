package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.AdminAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alerts test}: whether a message arrives. */
@Command(
        name = "test",
        description = "Sends a test by one of the [[alert]]s, at once, and says what became of it.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0 when the other end took it, 1 when it did not, or 3 when no daemon answers."})
final class AlertsTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "NAME", description = "What the alert is called in the configuration.")
    private String name = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    AlertsTestCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), () -> new AdminAct.TestAlert(name));
    }
}
