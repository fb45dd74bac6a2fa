package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.state.StateException;

/**
 * {@code timeball sync} as a service manager starts it: the same daemon without the library that reads a person's command
 * line, which would stay in memory for as long as the daemon runs, 4 MB of it (docs/sync.md).
 */
public final class SyncMain {

    /** EX_USAGE and EX_SOFTWARE of sysexits.h. */
    private static final int MISUSED = 64;

    private static final int FAILED = 70;

    private SyncMain() {}

    /**
     * Runs the daemon.
     *
     * @param arguments the configuration, if it is not {@code /etc/timeball/sync.toml}
     */
    public static void main(String[] arguments) {
        var complain = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(complain, arguments));
    }

    private static int run(PrintWriter complain, String... arguments) {
        if (arguments.length > 1 || arguments.length == 1 && arguments[0].startsWith("-")) {
            complain.println("timeball: one argument, the configuration; `timeball sync --help` tells more");
            return MISUSED;
        }
        try {
            return SyncProgram.run(arguments.length == 0 ? SyncProgram.DEFAULT_FILE : Path.of(arguments[0]), complain);
        } catch (IOException | StateException | ControlSocketException refused) {
            complain.println("timeball: " + refused.getMessage());
            return FAILED;
        } catch (InterruptedException told) {
            return FAILED;
        }
    }
}
