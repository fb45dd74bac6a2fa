package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.ChangeOptions;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.admin.PoolAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pool add}: another token of a pool. It is read from the standard input, for other users of the machine can see the
 * words of a command.
 */
@Command(
        name = "add",
        description =
                "Lets a pool in by another token, beside those it has; the token is read from the standard input.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {"", "Exit code: 0, 1 when it is no token or there already, or 3 when no daemon answers."})
final class PoolAddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name in the configuration.")
    private String pool = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Option(names = "--label", paramLabel = "WORDS", description = "What to call it in the list.")
    private String label = "";

    @Mixin
    private HelpOption help = new HelpOption();

    private final InputStream input;

    /** Reads the standard input when it is called. */
    PoolAddCommand() {
        this(System.in);
    }

    /** Reads another input. */
    PoolAddCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public Integer call() throws IOException {
        var command = spec.commandLine();
        Optional.ofNullable(System.console())
                .ifPresent(_ -> command.getErr().println("Paste the token of " + pool + ", and press Enter:"));
        var entry = firstLine();
        return change.ask(command, () -> new PoolAct.AddToken(pool, entry, label.strip()));
    }

    private String firstLine() throws IOException {
        byte[] octets = new byte[PoolAct.LONGEST_ENTRY];
        int length = 0;
        for (int octet = input.read(); octet >= 0 && octet != '\n' && length < octets.length; octet = input.read()) {
            octets[length++] = (byte) octet;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8).strip();
    }
}
