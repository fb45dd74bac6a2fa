package org.timeball.firmware.appliance;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code timeball validate}: says what is wrong with a configuration, or that nothing is. */
@Command(
        name = "validate",
        description = "Checks a configuration file and its certificates, and changes nothing.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFile file;

    /** For picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    ValidateCommand() {}

    @Override
    public Integer call() throws ConfigException, DaemonException {
        var identities = Identities.load(ConfigReader.read(file.path()), Instant.now());
        identities.warnings().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println(file.path() + ": good");
        return 0;
    }
}
