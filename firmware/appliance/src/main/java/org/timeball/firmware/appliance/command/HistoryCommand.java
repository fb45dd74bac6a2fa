package org.timeball.firmware.appliance.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code history}: what was so, from the last minute to the last two years. */
@Command(
        name = "history",
        description = "What was so of the clock and its clients, oldest first.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Series: offset, frequency, temperature, within, bound, state (0 locked, 1 holdover, 2 neither),",
            "satellites, signal, ntp, nts, refused, exchanges and failed-exchanges.",
            "As CSV: the second in which a step begins, then mean, least and most of each series;",
            "what is not known is empty. Kept are seconds for an hour, 10 s for a day, 1 min for 30 days,",
            "10 min for two years; the last quarter of an hour is lost when the power goes.",
            "Exit code: 0, or 3 when no daemon answers."
        })
public final class HistoryCommand implements Callable<Integer> {

    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,7})([smhd])");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--last", paramLabel = "SPAN", description = "From when on, as 90s, 5m, 24h or 730d (default: 1h).")
    private String last = "1h";

    @Option(names = "--points", paramLabel = "N", description = "In how many steps at most, 1 to 4000 (default: 60).")
    private int points = 60;

    @Option(
            names = "--series",
            paramLabel = "NAMES",
            description = "Which, between commas (default: offset,frequency,temperature,within,ntp,nts).")
    private String series = "offset,frequency,temperature,within,ntp,nts";

    /** Asks nobody until it is called. */
    public HistoryCommand() {}

    @Override
    public Integer call() {
        int seconds = seconds(last).orElseThrow(() -> refused("--last " + last + " is no span, as 24h, up to 730d"));
        if (!HistoryRange.isValid(seconds, 0, points)) {
            throw refused("--last is at most 730d, and --points is 1 to " + HistoryRange.MOST_POINTS);
        }
        var range = new HistoryRange(seconds, 0, points, wanted());
        return daemon.ask(spec.commandLine(), client -> client.history(range), this::report, report -> ExitCode.FINE);
    }

    private List<HistorySeries> wanted() {
        Optional<List<HistorySeries>> found = HistorySeries.ofWords(series);
        return found.orElseThrow(() ->
                refused("--series " + series + " is not of " + HistorySeries.words(List.of(HistorySeries.values()))));
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** How many seconds a span has; empty when it is none, or more than two years. */
    static OptionalInt seconds(String span) {
        Matcher matcher = SPAN.matcher(span);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        long seconds = Long.parseLong(matcher.group(1)) * unit;
        return seconds <= HistoryRange.MOST_SECONDS ? OptionalInt.of((int) seconds) : OptionalInt.empty();
    }

    private String report(HistoryReport report) {
        return format.choose(
                () -> HistoryText.report(report), () -> HistoryText.csv(report), () -> ControlJson.pretty(report));
    }
}
