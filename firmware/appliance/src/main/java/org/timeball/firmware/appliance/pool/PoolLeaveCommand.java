package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.state.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pool leave}: all tokens of a pool are deleted. */
@Command(
        name = "leave",
        description = "Deletes all tokens of a pool, which is let in no more.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Those who have cookies come on for days: leave the pool on its own page first, and keep serving.",
            "Exit code: 0."
        })
final class PoolLeaveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PoolOptions options = new PoolOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolLeaveCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        var pool = options.pool(spec.commandLine());
        new TokenFile(pool.tokensPath()).write(List.of());
        return PoolOptions.done(
                spec.commandLine(),
                "%s: no token counts any more, within five seconds; its [[pool]] can go from the configuration"
                        .formatted(pool.name()));
    }
}
