package org.timeball.firmware.appliance.pool;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.PoolSettings;
import org.timeball.server.state.TimeballConfig;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which pool of which configuration is meant. */
final class PoolOptions {

    /** It could not be done. */
    static final int NOT_DONE = 1;

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name in the configuration.")
    private String name = "";

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("/etc/timeball/timeball.toml");

    /** For picocli, which fills the fields. */
    PoolOptions() {}

    TimeballConfig configuration() throws ConfigException {
        return ConfigReader.read(file);
    }

    /** The pool; a name that is none is a mistake in the command. */
    PoolSettings pool(CommandLine command) throws ConfigException {
        var pools = configuration().pools();
        return pools.stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command,
                        "%s has no pool \"%s\"; %s"
                                .formatted(
                                        file,
                                        name,
                                        pools.isEmpty()
                                                ? "write [[pool]] and under it: name = \"my-pool\""
                                                : pools.stream()
                                                        .map(PoolSettings::name)
                                                        .collect(Collectors.joining(", ", "it has ", "")))));
    }

    /** Says what was done. */
    static int done(CommandLine command, String sentence) {
        command.getOut().println(sentence);
        command.getOut().flush();
        return ExitCode.FINE;
    }

    /** Says why it was not. */
    static int refused(CommandLine command, String sentence) {
        command.getErr().println(command.getCommandSpec().root().name() + ": " + sentence);
        command.getErr().flush();
        return NOT_DONE;
    }
}
