package org.timeball.firmware.appliance.pool;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pool check}: whether a pool could use this server as it is, each point in a sentence. */
@Command(
        name = "check",
        description = "Looks whether a pool could use this server as it is, and says what to mend.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0 when nothing is to be mended, else 1."})
final class PoolCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PoolOptions options = new PoolOptions();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** For picocli, which fills the fields. */
    PoolCheckCommand() {}

    @Override
    public Integer call() throws ConfigException, DaemonException {
        var pool = options.pool(spec.commandLine());
        var configuration = options.configuration();
        var findings = new PoolFindings();
        findings.tokens(new TokenFile(pool.tokensPath()).read(), pool.name());
        findings.addresses(configuration.keyExchangeServers());
        findings.certificates(pool.host(), Identities.load(configuration, Instant.now()));
        if (!pool.host().isEmpty()) {
            findings.reached(pool.host());
        }
        daemon(findings);
        var out = spec.commandLine().getOut();
        findings.lines().forEach(out::println);
        out.flush();
        return findings.isGood() ? ExitCode.FINE : PoolOptions.NOT_DONE;
    }

    private void daemon(PoolFindings findings) {
        try (var client = ControlClient.open(daemon.socket())) {
            findings.clock(client.status());
        } catch (ControlException silent) {
            findings.mend(String.valueOf(silent.getMessage()), "start the daemon");
        }
    }
}
