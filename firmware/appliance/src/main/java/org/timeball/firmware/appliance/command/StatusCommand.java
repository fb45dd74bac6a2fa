package org.timeball.firmware.appliance.command;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.firmware.sync.status.RealTimeClock;
import org.timeball.firmware.sync.status.SyncStatusText;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: one screen for a person, and an exit code for a script. */
@Command(
        name = "status",
        description = "How the clock is, on one screen.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:locked",
            "1:holdover",
            "2:not synchronised: starting, acquiring, or nothing to vouch for",
            "3:no daemon answers",
            "64:the command was not understood"
        },
        footer = {
            "",
            "With -c: state, within and bound in seconds, UTC in seconds, source, satellites",
            "used and in view, pulses used, missed and not used, answers a second, of them",
            "with NTS, key exchanges completed; of a daemon that follows servers: state, bound",
            "and offset in seconds, UTC in seconds, source, polls, polls answered."
        })
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(spec.commandLine(), ControlClient::statusOfAny, this::report, StatusCommand::exitCode);
    }

    private String report(ControlReply.OfDaemon reply) {
        return switch (reply) {
            case ControlReply.OfStatus(var status) ->
                format.choose(
                        () -> StatusText.report(status),
                        () -> StatusText.csv(status),
                        () -> ControlJson.pretty(status));
            case ControlReply.OfSync(var status) ->
                format.choose(
                        () -> SyncStatusText.report(status, ZoneId.systemDefault(), RealTimeClock.utcSecond()),
                        () -> SyncStatusText.csv(status),
                        () -> ControlJson.pretty(status));
        };
    }

    private static int exitCode(ControlReply.OfDaemon reply) {
        return switch (reply) {
            case ControlReply.OfStatus(var status) -> ExitCode.of(status.state());
            case ControlReply.OfSync(var status) -> ExitCode.of(status.state());
        };
    }
}
