package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The load generator {@code ntpload} and the yardstick {@code echod}, built from sources into a folder of ours. */
final class LoadGenerator {

    /** A search takes some tens of seconds. */
    private static final int RUN_SECONDS = 300;

    private static final int MAKE_SECONDS = 180;

    private final Path folder;
    private final Placement placement;

    /** Runs under way, to be ended with us. */
    private final List<Process> running = new ArrayList<>();

    private LoadGenerator(Path folder, Placement placement) {
        this.folder = folder;
        this.placement = placement;
    }

    /** The sources beside the checkout, found by walking up from the program's classes and the working directory. */
    static Optional<Path> besideUs() {
        return Stream.concat(classes().stream(), Stream.of(Path.of("").toAbsolutePath()))
                .flatMap(LoadGenerator::upwards)
                .map(folder -> folder.resolve("shared/loadgen"))
                .filter(LoadGenerator::isSource)
                .findFirst();
    }

    static boolean isSource(Path folder) {
        return Files.isReadable(folder.resolve("ntpload.c"));
    }

    private static Stream<Path> upwards(Path folder) {
        return Stream.iterate(Optional.of(folder), Optional::isPresent, at -> at.map(Path::getParent))
                .map(Optional::orElseThrow);
    }

    private static Optional<Path> classes() {
        try {
            var source = LoadGenerator.class.getProtectionDomain().getCodeSource();
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException notAFile) {
            return Optional.empty();
        }
    }

    /**
     * Builds it.
     *
     * @param sources  where {@code ntpload.c} and its Makefile are; nothing is written there
     * @param folder   to build in
     * @throws BenchException if it cannot be built; says why in make's words
     */
    static LoadGenerator build(Path sources, Path folder, Placement placement) throws BenchException {
        var log = folder.resolve("make.log");
        try {
            copy(sources, folder);
            var make = new ProcessBuilder(
                            "timeout", "-k", "5", Integer.toString(MAKE_SECONDS), "make", "-C", folder + "")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (make.waitFor() != 0) {
                throw new BenchException("cannot build the load generator of " + sources + ": " + lastError(log)
                        + "; it wants gcc, make and libssl-dev");
            }
        } catch (IOException refused) {
            throw new BenchException(
                    "cannot build the load generator of " + sources + ": " + refused.getMessage(), refused);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new BenchException("told to end while the load generator was built", hurried);
        }
        return new LoadGenerator(folder, placement);
    }

    private static void copy(Path sources, Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(sources, "{*.c,*.h,Makefile}")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String lastError(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return lines.stream()
                .filter(line -> line.contains("error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "make says nothing" : lines.getLast());
    }

    Path echod() {
        return folder.resolve("echod");
    }

    /**
     * Asks a server in one mode.
     *
     * @param arguments beside those of the mode: rate, length of a step and so on
     */
    Outcome ask(Contender contender, Mode mode, List<String> arguments) throws BenchException, InterruptedException {
        var reason = contender.cannot(mode);
        if (reason.isPresent()) {
            return new Outcome.NotServed(reason.get());
        }
        return finish(start(contender, contender.ntpPort(), mode, arguments));
    }

    /** Begins to ask one of a server's ports; belongs to {@link #finish}. */
    Process start(Contender contender, int ntpPort, Mode mode, List<String> arguments) throws BenchException {
        var command = new ArrayList<>(List.of("timeout", "-k", "5", Integer.toString(RUN_SECONDS)));
        command.addAll(placement.ofLoader());
        command.addAll(List.of(
                folder.resolve("ntpload").toString(),
                "-j",
                "-P",
                contender.process().pidList()));
        command.addAll(List.of("-p", Integer.toString(ntpPort)));
        contender.keyExchangePort().ifPresent(port -> command.addAll(List.of("-k", Integer.toString(port))));
        if (mode.needsKeyExchange()) {
            command.addAll(
                    List.of("-N", "localhost", "-C", contender.authority().toString()));
        }
        command.addAll(mode.arguments());
        command.addAll(arguments);
        command.add("127.0.0.1");
        try {
            var process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            synchronized (running) {
                running.add(process);
            }
            return process;
        } catch (IOException refused) {
            throw new BenchException("cannot start the load generator: " + refused.getMessage(), refused);
        }
    }

    /** Waits for what a run has to say. */
    Outcome finish(Process run) throws BenchException, InterruptedException {
        // Neither stream is ever longer than a pipe holds.
        if (!run.waitFor(RUN_SECONDS + 10L, TimeUnit.SECONDS)) {
            end(run);
            throw new BenchException("a run of the load generator did not end within " + RUN_SECONDS + " s");
        }
        synchronized (running) {
            running.remove(run);
        }
        try {
            var output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var errors = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return outcome(output, errors, run.exitValue());
        } catch (IOException lost) {
            throw new BenchException("lost what the load generator said: " + lost.getMessage(), lost);
        }
    }

    /**
     * Judges what a run said.
     *
     * @param exitCode 0, or 1 when nothing was answered
     */
    static Outcome outcome(String output, String errors, int exitCode) {
        var answer =
                output.lines().flatMap(line -> LoaderJson.read(line).stream()).reduce((_, last) -> last);
        if (answer.isPresent() && exitCode == 0) {
            return new Outcome.Answered(answer.get());
        }
        var said = errors.strip().replaceFirst("^ntpload: ", "");
        var error = answer.flatMap(it -> it.text("error")).filter(text -> !text.isEmpty());
        return new Outcome.NotServed(
                !said.isEmpty() ? said : error.orElse("nothing was answered with a time (exit code " + exitCode + ")"),
                answer);
    }

    /** Ends the runs under way. */
    void close() {
        synchronized (running) {
            running.forEach(LoadGenerator::end);
        }
    }

    private static void end(Process run) {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
    }
}
