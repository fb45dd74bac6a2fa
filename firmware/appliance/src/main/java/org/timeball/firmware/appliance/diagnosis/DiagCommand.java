package org.timeball.firmware.appliance.diagnosis;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Printable;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diag}: looks the box over, by its daemon or without it. */
@Command(
        name = "diag",
        description = "Looks the box over: what is amiss, by which figures, and what to do about it.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is amiss",
            "1:something is to be looked into, and time is served",
            "2:something keeps the box from doing what it is for",
            "3:no daemon answers; what can be seen without it is told all the same",
            "64:the command was not understood"
        },
        footer = {
            "",
            "Names of checks begin with what they are about: timeball diag pulse receiver sky.",
            "What is unknown is told, and changes no exit code. docs/diagnose.md has them all."
        })
public final class DiagCommand implements Callable<Integer> {

    private static final int ATTENTION = 1;
    private static final int BAD = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CHECK",
            arity = "0..*",
            description = "Only checks whose names begin so, such as pulse.edge, sky or certificate.")
    private List<String> wanted = List.of();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "Where no daemon answers: the configuration (default: /etc/timeball/timeball.toml).")
    private Path file = Path.of("/etc/timeball/timeball.toml");

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell only what is amiss.")
    private boolean isShort;

    @Option(names = "--remembered", description = "Take what the daemon saw within the last minute for good.")
    private boolean isRemembered;

    @Option(names = "--json", description = "As JSON.")
    private boolean isJson;

    @Mixin
    private HelpOption help = new HelpOption();

    /** Looks at nothing until it is called. */
    public DiagCommand() {}

    @Override
    public Integer call() {
        var report = chosen(examined());
        print(isJson ? ControlJson.pretty(report) + "\n" : DiagText.report(report, isShort));
        return report.isDaemonAnswering() ? exitCode(report.worst()) : ExitCode.NO_DAEMON;
    }

    private DiagnosisReport examined() {
        Set<CheckArea> anew = isRemembered ? Set.of() : EnumSet.allOf(CheckArea.class);
        try (var client = ControlClient.open(daemon.socket())) {
            return client.diagnosis(anew);
        } catch (ControlException silent) {
            return MachineExamination.report(file, String.valueOf(silent.getMessage()));
        }
    }

    private DiagnosisReport chosen(DiagnosisReport report) {
        var checks = report.checks().stream().filter(this::isWanted).toList();
        if (checks.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "no check that could be made is named " + String.join(" or ", wanted));
        }
        return new DiagnosisReport(report.utcNanos(), report.isDaemonAnswering(), checks);
    }

    private boolean isWanted(Check check) {
        return wanted.isEmpty() || wanted.stream().anyMatch(check.id()::startsWith);
    }

    static int exitCode(CheckVerdict worst) {
        return switch (worst) {
            case BAD -> BAD;
            case ATTENTION -> ATTENTION;
            case UNKNOWN, GOOD, NOT_APPLICABLE -> ExitCode.FINE;
        };
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Printable.of(text, System.out.charset()));
        out.flush();
    }
}
