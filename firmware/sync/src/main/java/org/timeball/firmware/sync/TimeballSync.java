package org.timeball.firmware.sync;

import org.timeball.firmware.sync.query.NtsCommand;
import org.timeball.firmware.sync.query.QueryCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The {@code timeball} command where nothing but other servers is asked; the box's own has all of its words and more.
 */
@Command(
        name = "timeball",
        description = "Asks time servers, and wants it proven.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {QueryCommand.class, NtsCommand.class, HelpCommand.class})
public final class TimeballSync {

    private TimeballSync() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        // What libraries log goes nowhere here, and need not be told so on the terminal.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int exitCode = new CommandLine(new TimeballSync())
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler(Complaint::tell)
                .setParameterExceptionHandler(Complaint::tellUsage)
                .execute(arguments);
        System.exit(exitCode);
    }
}
