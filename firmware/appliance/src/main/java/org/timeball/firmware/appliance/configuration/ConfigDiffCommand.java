package org.timeball.firmware.appliance.configuration;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.ChangeOptions;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.Printable;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.edit.TextDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config diff}: how another text differs from the daemon's, and what it would change. */
@Command(
        name = "diff",
        description =
                "Shows how a file differs from the daemon's configuration, and what it would change; does nothing.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when the daemon could not take it, or 3 when none answers."})
final class ConfigDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "Another configuration.")
    private Path file = Path.of("");

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    ConfigDiffCommand() {}

    @Override
    public Integer call() throws ConfigException {
        var command = spec.commandLine();
        String text = ConfigFile.text(file);
        return change.ask(command, ControlClient::configuration, report -> {
            for (String line : TextDifference.of(report.text(), text)) {
                command.getOut().println(Printable.of(line, System.out.charset()));
            }
            return new ConfigurationAct.Check(text);
        });
    }
}
