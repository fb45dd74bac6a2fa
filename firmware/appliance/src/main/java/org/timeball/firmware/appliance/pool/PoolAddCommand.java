package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.state.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        footer = {"", "Exit code: 0, or 1 when it is no token, or there already."})
final class PoolAddCommand implements Callable<Integer> {

    /** More than any token and the line around it. */
    private static final int LONGEST_ENTRY = 4_096;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PoolOptions options = new PoolOptions();

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
    public Integer call() throws ConfigException, IOException {
        var command = spec.commandLine();
        var pool = options.pool(command);
        Optional.ofNullable(System.console())
                .ifPresent(_ -> command.getErr().println("Paste the token of " + pool.name() + ", and press Enter:"));
        String entry = TokenEntry.of(firstLine());
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return switch (TokenLine.of(entry)) {
            case Decoded.Malformed<TokenLine>(var _, long _, var reason) ->
                PoolOptions.refused(command, "that is no token: " + reason);
            case Decoded.Ok<TokenLine>(var line) ->
                add(
                        new TokenFile(pool.tokensPath()),
                        pool.name(),
                        new TokenLine(line.text(), line.token(), today, TokenLine.printable(label)));
        };
    }

    private String firstLine() throws IOException {
        byte[] octets = new byte[LONGEST_ENTRY];
        int length = 0;
        for (int octet = input.read(); octet >= 0 && octet != '\n' && length < octets.length; octet = input.read()) {
            octets[length++] = (byte) octet;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }

    private int add(TokenFile file, String pool, TokenLine line) throws IOException {
        var command = spec.commandLine();
        var content = file.read();
        if (!content.problem().isEmpty()) {
            return PoolOptions.refused(command, content.problem());
        }
        if (content.lines().stream().anyMatch(there -> there.token().equals(line.token()))) {
            return PoolOptions.refused(command, pool + " has that token already");
        }
        if (content.lines().size() >= TokenFile.MOST) {
            return PoolOptions.refused(
                    command,
                    pool + " has " + TokenFile.MOST + " tokens: take an old one out first, with timeball pool drop");
        }
        var lines = new ArrayList<>(content.lines());
        lines.add(line);
        file.write(lines);
        return PoolOptions.done(
                command,
                "%s: token %s (%s) added; it counts within five seconds%s"
                        .formatted(
                                pool,
                                line.token().fingerprint(),
                                line.token().ends(),
                                lines.size() > 1
                                        ? ". The others still count: see timeball pool list for whether the pool"
                                                + " uses the new one, then take them out with timeball pool drop"
                                        : ""));
    }
}
