package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.state.ConfigException;
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
        footer = {"", "Exit code: 0, or 1 when there is no such token."})
final class PoolDropCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PoolOptions options = new PoolOptions();

    @Parameters(index = "1", paramLabel = "FINGERPRINT", description = "As timeball pool list shows it.")
    private String fingerprint = "";

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolDropCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        var command = spec.commandLine();
        var pool = options.pool(command);
        var file = new TokenFile(pool.tokensPath());
        var content = file.read();
        if (!content.problem().isEmpty()) {
            return PoolOptions.refused(command, content.problem());
        }
        var left = content.lines().stream()
                .filter(line -> !line.token().fingerprint().equals(fingerprint))
                .toList();
        if (left.size() == content.lines().size()) {
            return PoolOptions.refused(command, pool.name() + " has no token of that fingerprint");
        }
        file.write(left);
        return PoolOptions.done(
                command,
                "%s: token %s counts no more, within five seconds; %d left"
                        .formatted(pool.name(), fingerprint, left.size()));
    }
}
