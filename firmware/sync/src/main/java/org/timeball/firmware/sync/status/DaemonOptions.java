package org.timeball.firmware.sync.status;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.timeball.server.control.Printable;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.control.net.ControlSocketPath;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which daemon is meant, and the asking. */
public final class DaemonOptions {

    @ArgGroup
    private Place place = new Place();

    /** For picocli, which fills the fields. */
    public DaemonOptions() {}

    /** One of the two, or neither. */
    static final class Place {

        @Option(
                names = "--socket",
                paramLabel = "FILE",
                description = "The daemon's control socket. Without it: $TIMEBALL_SOCKET, else"
                        + " /run/timeball/control.sock, else the one of a demo of yours.")
        private Optional<Path> socket = Optional.empty();

        @Option(
                names = "--state",
                paramLabel = "DIR",
                description = "The daemon's state folder, which holds its control.sock.")
        private Optional<Path> state = Optional.empty();

        private Optional<Path> named() {
            return socket.or(() -> state.map(folder -> folder.resolve(ControlSocketPath.FILE_NAME)));
        }
    }

    /**
     * Asks the daemon once and prints what {@code report} makes of its answer.
     *
     * @return what {@code exitCode} says, or {@link ExitCode#NO_DAEMON} after one line on the error stream
     */
    public int tell(CommandLine command, Function<Status, String> report, ToIntFunction<Status> exitCode) {
        return ask(command, ControlClient::status, report, exitCode);
    }

    /** A question to the daemon. */
    public interface Question<T> {

        /**
         * Asks it.
         *
         * @throws ControlException if the daemon hangs, is gone, or does not say
         */
        T ask(ControlClient client) throws ControlException;
    }

    /**
     * Asks the daemon one question and prints what {@code report} makes of its answer.
     *
     * @return what {@code exitCode} says, or {@link ExitCode#NO_DAEMON} after one line on the error stream
     */
    public <T> int ask(
            CommandLine command, Question<T> question, Function<T, String> report, ToIntFunction<T> exitCode) {
        try (var client = ControlClient.open(socket())) {
            var answer = question.ask(client);
            print(command.getOut(), report.apply(answer));
            return exitCode.applyAsInt(answer);
        } catch (ControlException e) {
            print(command.getErr(), command.getCommandSpec().root().name() + ": " + e.getMessage() + "\n");
            return ExitCode.NO_DAEMON;
        }
    }

    /** The control socket of the daemon that is meant; it need not exist. */
    public Path socket() {
        return resolved(ControlSocketPath.ofThisProcess().find(place.named(), DaemonOptions::isTrustworthy));
    }

    /** A demo in a deep folder has a link there to its socket, whose own path is short enough to connect to. */
    private static Path resolved(Path socket) {
        try {
            return Files.isSymbolicLink(socket) ? socket.toRealPath() : socket;
        } catch (IOException leadsNowhere) {
            return socket;
        }
    }

    /** A socket in a folder for everybody could be a stranger's, who tells stories about a clock. */
    private static boolean isTrustworthy(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try {
            var folder = Objects.requireNonNull(socket.toAbsolutePath().getParent(), "a socket lies in a folder");
            return socket.equals(ControlSocketPath.SYSTEM)
                    || Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"));
        } catch (IOException gone) {
            return false;
        }
    }

    private static void print(PrintWriter to, String text) {
        to.print(Printable.of(text, System.out.charset()));
        to.flush();
    }
}
