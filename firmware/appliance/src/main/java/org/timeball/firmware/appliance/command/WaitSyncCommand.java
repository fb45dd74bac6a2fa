package org.timeball.firmware.appliance.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waitsync}: ends when the clock is synchronised, as chronyc's does, for scripts and units that come after. */
@Command(
        name = "waitsync",
        description = "Waits until the clock is synchronised, as chronyc does.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:synchronised",
            "1:not so after the last try, or no daemon answered it",
            "64:the command was not understood"
        },
        footer = {
            "",
            "A daemon that does not answer yet is waited for as well. Holdover is synchronised.",
            "`timeball waitsync 60 0.01` waits ten minutes at most for the machine's own clock",
            "to be right to 10 ms, which without steering it may never be.",
            "-c writes the numbers alone."
        })
public final class WaitSyncCommand implements Callable<Integer> {

    /** chronyc's: no synchronisation within the tries. */
    private static final int NOT_IN_TIME = 1;

    /** As in chronyc, which makes shorter ones this long. */
    private static final double SHORTEST_SECONDS = 0.1;

    private static final double LONGEST_SECONDS = 86_400;

    private static final double MILLIS_PER_SECOND = 1e3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "MAX-TRIES",
            arity = "0..1",
            defaultValue = "0",
            description = "How often to look; 0, the default, for ever.")
    private int maxTries;

    @Parameters(
            index = "1",
            paramLabel = "MAX-CORRECTION",
            arity = "0..1",
            defaultValue = "0",
            description = "How far off the machine's clock may be, in seconds; 0, the default, any.")
    private double maxCorrectionSeconds;

    @Parameters(
            index = "2",
            paramLabel = "MAX-SKEW",
            arity = "0..1",
            defaultValue = "0",
            description = "How uncertain its frequency may be, in ppm; 0, the default, any.")
    private double maxSkewPpm;

    @Parameters(
            index = "3",
            paramLabel = "INTERVAL",
            arity = "0..1",
            defaultValue = "10",
            description = "Between two looks, in seconds; 10 by default, at least 0.1.")
    private double intervalSeconds;

    @Option(
            names = {"-c", "--csv"},
            description = "Comma-separated, without names.")
    private boolean isCsv;

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Asks nobody until it is called. */
    public WaitSyncCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var condition = condition();
        var interval = interval();
        for (int tries = 1; ; tries++) {
            if (look(tries, condition) == ExitCode.FINE) {
                return ExitCode.FINE;
            }
            if (tries == maxTries) {
                return NOT_IN_TIME;
            }
            Thread.sleep(interval);
        }
    }

    private int look(int tries, WaitSyncCondition condition) {
        return daemon.tell(
                spec.commandLine(),
                status -> line(tries, status),
                status -> condition.isMetBy(status) ? ExitCode.FINE : NOT_IN_TIME);
    }

    private String line(int tries, Status status) {
        return isCsv ? WaitSyncCondition.csv(tries, status) : WaitSyncCondition.line(tries, status);
    }

    private WaitSyncCondition condition() {
        if (maxTries < 0) {
            throw misused("MAX-TRIES is " + maxTries + "; it is 0 or more");
        }
        try {
            return new WaitSyncCondition(maxCorrectionSeconds, maxSkewPpm);
        } catch (IllegalArgumentException outOfRange) {
            throw misused(String.valueOf(outOfRange.getMessage()));
        }
    }

    private Duration interval() {
        // Written so that what is no number is refused, too.
        if (!(intervalSeconds >= 0 && intervalSeconds <= LONGEST_SECONDS)) {
            throw misused("INTERVAL is " + intervalSeconds + "; it is 0.1 to 86400");
        }
        return Duration.ofMillis(Math.round(Math.max(SHORTEST_SECONDS, intervalSeconds) * MILLIS_PER_SECOND));
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
