package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certificate status}: how long each lasts, and when it is renewed. */
@Command(
        name = "status",
        description = "How long each certificate lasts, when it is renewed, and what came of the last attempt.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:somebody has to see to one of them",
            "3:no daemon answers",
            "64:the command was not understood"
        },
        footer = {
            "",
            "With -c, a line each: name, origin, days left, next renewal, first and last second,",
            "last attempt, failures, fingerprint, what came of it; UTC in seconds, 0 for none."
        })
final class CertificateStatusCommand implements Callable<Integer> {

    private static final int TO_SEE_TO = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    CertificateStatusCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(
                spec.commandLine(), ControlClient::certificates, this::report, CertificateStatusCommand::exitCode);
    }

    private String report(CertificateReport report) {
        return format.choose(
                () -> CertificateText.report(report),
                () -> CertificateText.csv(report),
                () -> ControlJson.pretty(report));
    }

    static int exitCode(CertificateReport report) {
        boolean isWell =
                report.certificates().stream().map(CertificateRecord::alarm).allMatch(String::isEmpty);
        return isWell ? ExitCode.FINE : TO_SEE_TO;
    }
}
