package org.timeball.firmware.sync;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.timeball.firmware.sync.daemon.SyncCommand;
import org.timeball.firmware.sync.query.CommandWords;
import org.timeball.firmware.sync.query.NtsCommand;
import org.timeball.firmware.sync.query.QueryCommand;
import org.timeball.firmware.sync.status.StatusCommand;
import org.timeball.refclock.time.Build;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code timeball} command where nothing but other servers is asked; the box's own has all of its words and more. */
public final class TimeballSync {

    /** Made when they are named, or when help is wanted: a query does not wait for what others have to say of themselves. */
    private static final Map<String, Supplier<CommandSpec>> COMMANDS = new TreeMap<>(Map.of(
            "query",
            QueryCommand::spec,
            "nts",
            NtsCommand::spec,
            "sync",
            () -> CommandSpec.forAnnotatedObject(new SyncCommand()),
            "status",
            () -> CommandSpec.forAnnotatedObject(new StatusCommand())));

    private TimeballSync() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        // What libraries log goes nowhere here, and need not be told so on the terminal.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** With the command that is named first; with all there are where that is none. */
    public static CommandLine commandLine(String... arguments) {
        var top = CommandSpec.create().version(Build.PROGRAM);
        CommandWords.describe(
                top, "timeball", "Asks time servers, keeps the clock right by them, and wants it proven.");
        top.addOption(CommandWords.version());
        top.usageMessage().synopsisSubcommandLabel("COMMAND");
        if (arguments.length > 0 && COMMANDS.containsKey(arguments[0])) {
            top.addSubcommand(arguments[0], COMMANDS.get(arguments[0]).get());
        } else {
            COMMANDS.forEach((name, spec) -> top.addSubcommand(name, spec.get()));
            top.addSubcommand("help", CommandSpec.forAnnotatedObject(new HelpCommand()));
        }
        return new CommandLine(top)
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler(Complaint::tell)
                .setParameterExceptionHandler(Complaint::tellUsage);
    }
}
