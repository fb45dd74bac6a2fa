package org.timeball.firmware.appliance.command;

import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.event.EventReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code events}: who changed what. */
@Command(
        name = "events",
        description = "Who changed what, when and from where, the newest last.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Each line is bound to the one before it by a digest, so that a line that was altered,",
            "put in or taken out is seen: then the last line says so.",
            "Exit code: 0, 1 when the log is not as it was written, or 3 when no daemon answers."
        })
public final class EventsCommand implements Callable<Integer> {

    private static final int ALTERED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--count", paramLabel = "N", description = "How many at most, 1 to 2000 (default: 100).")
    private int count = 100;

    /** Asks nobody until it is called. */
    public EventsCommand() {}

    @Override
    public Integer call() {
        if (count < 1 || count > ControlRequest.Events.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--count " + count + " is out of range 1.." + ControlRequest.Events.MOST);
        }
        return daemon.ask(
                spec.commandLine(),
                client -> client.events(count),
                this::report,
                report -> report.complaint().isEmpty() ? ExitCode.FINE : ALTERED);
    }

    private String report(EventReport report) {
        return format.choose(
                () -> EventsText.report(report), () -> EventsText.csv(report), () -> ControlJson.pretty(report));
    }
}
