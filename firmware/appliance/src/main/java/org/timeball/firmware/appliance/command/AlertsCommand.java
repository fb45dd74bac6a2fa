package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code alerts}: what is raised, what was told last, and whether it arrives. */
@Command(
        name = "alerts",
        description = "What is raised now, what was told last, and by which ways.",
        subcommands = AlertsTestCommand.class,
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is raised, and every channel works",
            "1:something is raised, or a channel does not deliver",
            "3:no daemon answers",
            "64:the command was not understood"
        },
        footer = {
            "",
            "With -c, a line each: raised, condition, subject, severity, since in UTC seconds, sentence;",
            "told, number, kind, condition, subject, severity, when, title; channel, name, way, target,",
            "least severity, waiting, delivered, lost, failures, last delivery, trouble."
        })
public final class AlertsCommand implements Callable<Integer> {

    private static final int TO_SEE_TO = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public AlertsCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(spec.commandLine(), ControlClient::alerts, this::report, AlertsCommand::exitCode);
    }

    private String report(AlertReport report) {
        return format.choose(
                () -> AlertsText.report(report), () -> AlertsText.csv(report), () -> ControlJson.pretty(report));
    }

    static int exitCode(AlertReport report) {
        boolean isWell = report.raised().isEmpty()
                && report.channels().stream()
                        .allMatch(channel -> channel.trouble().isEmpty());
        return isWell ? ExitCode.FINE : TO_SEE_TO;
    }
}
