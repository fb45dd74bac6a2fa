package org.timeball.firmware.appliance.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs programs as a person at a terminal would: the launcher of this checkout, and the peers. */
public final class Launcher {

    static final Path HOME = findHome();

    /** Where a demo makes itself known: not among the demos that whoever runs the tests has running. */
    private static final Path RUNTIME = Path.of("target", "runtime").toAbsolutePath();

    private Launcher() {}

    /**
     * What a finished program left behind.
     *
     * @param exitCode its exit code
     * @param output   standard output
     * @param errors   standard error
     */
    public record Finished(int exitCode, String output, String errors) {

        /** Both. */
        public String all() {
            return output + errors;
        }
    }

    /** Runs a program to its end; one that takes over {@code seconds} is killed and fails the test. */
    public static Finished run(int seconds, List<String> command) throws IOException, InterruptedException {
        return run(seconds, builder(command));
    }

    /** The same. */
    static Finished run(int seconds, ProcessBuilder program) throws IOException, InterruptedException {
        var process = program.start();
        process.getOutputStream().close();
        var output = new Collected(process.getInputStream());
        var errors = new Collected(process.getErrorStream());
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(program.command() + " did not end within " + seconds + " s; it said:\n"
                    + output.text() + errors.text());
        }
        return new Finished(process.exitValue(), output.text(), errors.text());
    }

    /** Runs {@code ./timeball} to its end. */
    static Finished timeball(String... arguments) throws IOException, InterruptedException {
        return run(60, command(arguments));
    }

    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(HOME.resolve("timeball").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    static ProcessBuilder builder(List<String> command) {
        return builder(RUNTIME, command);
    }

    /** With a folder in which a demo makes itself known. */
    static ProcessBuilder builder(Path runtime, List<String> command) {
        var builder = new ProcessBuilder(command);
        // Maven has built what is to be tested; the launcher must not build it again underneath.
        builder.environment().put("TIMEBALL_BUILT", "yes");
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        return builder;
    }

    /** Skips the calling test, visibly, where a peer is not installed. */
    public static void require(String program) {
        boolean isThere = List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
        Assumptions.assumeTrue(isThere, () -> "skipped: " + program + " is not installed");
    }

    /** A file of the folder beside the checkout; skips the calling test, visibly, where it is missing. */
    static Path shared(String path) {
        var file = HOME.resolve("../shared").resolve(path).normalize();
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: ../shared/" + path + " is not here");
        return file;
    }

    /** Follows a program's output without ever blocking it. */
    public static final class Collected {
        private final StringBuffer text = new StringBuffer();
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Thread reader;

        /** Begins to follow. */
        public Collected(java.io.InputStream stream) {
            // A platform thread: reading a pipe would hold on to one of the few carriers of virtual ones.
            reader = Thread.ofPlatform().daemon().start(() -> {
                try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        text.append(line).append('\n');
                        lines.add(line);
                    }
                } catch (IOException closed) {
                    text.append("(stream closed)\n");
                }
                lines.add("");
            });
        }

        /** The next line, or empty when none came in time or will ever come. */
        public String awaitLine(long seconds) throws InterruptedException {
            var line = lines.poll(seconds, TimeUnit.SECONDS);
            return line == null ? "" : line;
        }

        /** All of it so far. */
        public String soFar() {
            return text.toString();
        }

        /** All of it; call it once the program has ended. */
        public String text() throws InterruptedException {
            reader.join(2_000);
            return text.toString();
        }
    }

    private static Path findHome() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("timeball"))) {
                return folder;
            }
        }
        throw new UncheckedIOException(
                new IOException("no launcher above " + Path.of("").toAbsolutePath()));
    }
}
