package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.state.StateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code timeball sync}: keeps this machine's clock right by servers of the network until it is told to end. */
@Command(
        name = "sync",
        description = "Keeps this machine's clock right by other servers, with proof by NTS.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "64:the command was not understood",
            "70:something failed that may pass",
            "77:the clock may not be steered here",
            "78:the configuration cannot be used"
        })
public final class SyncCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "The configuration (default: /etc/timeball/sync.toml).")
    private Path file = SyncProgram.DEFAULT_FILE;

    @Option(names = "--check", description = "Says what is wrong with the configuration, or that nothing is, and ends.")
    private boolean isCheck;

    /** Starts nothing until it is called. */
    public SyncCommand() {}

    @Override
    public Integer call() throws IOException, StateException, ControlSocketException, InterruptedException {
        var complain = spec.commandLine().getErr();
        if (!isCheck) {
            return SyncProgram.run(file, complain);
        }
        int outcome = SyncProgram.check(file, complain);
        if (outcome == 0) {
            spec.commandLine().getOut().println(file + ": good");
        }
        return outcome;
    }
}
