package org.timeball.firmware.sync;

import picocli.CommandLine;

/** What a command says on standard error when it cannot do what it was told; for both programs, so that they complain alike. */
public final class Complaint {

    private Complaint() {}

    /**
     * The operator's mistakes and the world's failures in their own words; a fault of ours with its stack.
     *
     * @return the exit code, {@code EX_SOFTWARE} of sysexits.h
     */
    public static int tell(Exception failure, CommandLine command, CommandLine.ParseResult ignored) {
        var err = command.getErr();
        if (failure instanceof InterruptedException) {
            // The process was told to end; whoever told it knows.
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (failure instanceof RuntimeException) {
            failure.printStackTrace(err);
        } else {
            err.println("timeball: " + failure.getMessage());
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /**
     * One line, not the whole help.
     *
     * @return the exit code that the command has for this
     */
    public static int tellUsage(CommandLine.ParameterException mistake, String[] ignored) {
        var command = mistake.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().println("timeball: " + mistake.getMessage() + "; `" + name + " --help` lists what there is");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
