package org.timeball.firmware.appliance.configuration;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.ChangeOptions;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config undo}: the text of before a change, again. */
@Command(
        name = "undo",
        description = "Has the daemon's configuration be again what it was before a change, and before all later ones.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "To undo is a change, too, and can be undone.",
            "Exit code: 0, 1 when all is as before, or 3 when no daemon answers."
        })
final class ConfigUndoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "Of the change, as `config history` tells it (default: the last one).")
    private Optional<Long> number = Optional.empty();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    ConfigUndoCommand() {}

    @Override
    public Integer call() {
        return change.ask(spec.commandLine(), ControlClient::configuration, this::act);
    }

    private AdminAct act(ConfigurationReport report) {
        if (number.isEmpty() && report.steps().isEmpty()) {
            throw new IllegalArgumentException("there is no change that can be undone");
        }
        long wanted = number.orElseGet(() -> report.steps().getFirst().number());
        return new ConfigurationAct.Undo(wanted, report.revision());
    }
}
