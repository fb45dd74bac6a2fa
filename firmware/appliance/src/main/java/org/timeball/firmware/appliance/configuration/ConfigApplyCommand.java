package org.timeball.firmware.appliance.configuration;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.ChangeOptions;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config apply}: the daemon's file has another text from now on. */
@Command(
        name = "apply",
        description = "Has the daemon check a file's text, write it over its configuration, and take up what it can.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when all is as before, or 3 when no daemon answers."})
final class ConfigApplyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "The new configuration.")
    private Path file = Path.of("");

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    ConfigApplyCommand() {}

    @Override
    public Integer call() throws ConfigException {
        String text = ConfigFile.text(file);
        return change.ask(
                spec.commandLine(),
                ControlClient::configuration,
                report -> new ConfigurationAct.Apply(text, report.revision()));
    }
}
