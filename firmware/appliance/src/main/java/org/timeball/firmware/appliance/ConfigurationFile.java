package org.timeball.firmware.appliance;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command is told its configuration: as its argument or by an option, for both are what fingers do. */
final class ConfigurationFile {

    /** Where the packages put it. */
    private static final Path DEFAULT = Path.of("/etc/timeball/timeball.toml");

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The configuration (default: /etc/timeball/timeball.toml).")
    private Optional<Path> argument = Optional.empty();

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "The same.")
    private Optional<Path> option = Optional.empty();

    /** For picocli, which fills the fields. */
    ConfigurationFile() {}

    Path path() {
        return argument.or(() -> option).orElse(DEFAULT);
    }
}
