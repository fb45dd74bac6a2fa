package org.timeball.firmware.appliance.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.net.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certificate own-ca}: what clients need of the box's own authority. */
@Command(
        name = "own-ca",
        description = "The box's own authority: its fingerprint, its certificate, and lines for clients.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:told",
            "1:there is none, or the file cannot be written",
            "3:no daemon answers",
            "64:the command was not understood"
        })
final class OwnAuthorityCommand implements Callable<Integer> {

    private static final int NOT_DONE = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(names = "--json", description = "The daemon's own record as JSON.")
    private boolean isJson;

    @Option(names = "--out", paramLabel = "FILE", description = "Write its certificate there, PEM.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Whether it went well; set by the report, read by the exit code after it. */
    private boolean isDone = true;

    OwnAuthorityCommand() {}

    @Override
    public Integer call() {
        return daemon.ask(
                spec.commandLine(), ControlClient::certificates, this::report, _ -> isDone ? ExitCode.FINE : NOT_DONE);
    }

    private String report(CertificateReport report) {
        if (!report.authority().exists()) {
            isDone = false;
            return "There is no own authority: it is made with the first certificate that is from = \"own-ca\".\n";
        }
        var said = isJson ? ControlJson.pretty(report.authority()) + "\n" : CertificateText.authority(report);
        return said + out.map(file -> written(file, report.authority().pem())).orElse("");
    }

    private String written(Path file, String pem) {
        try {
            Files.writeString(file, pem);
            return isJson ? "" : "\nits certificate is in " + file + "\n";
        } catch (IOException refused) {
            isDone = false;
            return "\n" + file + " cannot be written: " + refused.getMessage() + "; name another file\n";
        }
    }
}
