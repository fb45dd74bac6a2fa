package org.timeball.firmware.sync.status;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.SyncStatus;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status} of the small program: the daemon that follows servers on one screen, and an exit code for a script. */
@Command(
        name = "status",
        description = "How the clock is, on one screen.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:locked",
            "1:holdover",
            "2:not synchronised: starting, acquiring, or nothing to vouch for",
            "3:no daemon answers",
            "64:the command was not understood"
        })
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(names = "--json", description = "The daemon's own record as JSON.")
    private boolean isJson;

    /** Asks nobody until it is called. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(
                spec.commandLine(), ControlClient::syncStatus, this::report, status -> ExitCode.of(status.state()));
    }

    private String report(SyncStatus status) {
        return isJson
                ? ControlJson.pretty(status) + "\n"
                : SyncStatusText.report(status, ZoneId.systemDefault(), RealTimeClock.utcSecond());
    }
}
