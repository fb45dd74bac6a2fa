package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server under test: its processes, on its core, without the right to set a clock, ended by {@code timeout} should we
 * not live to do it.
 */
final class ServerProcess implements AutoCloseable {

    /** Longer than any measurement takes. */
    private static final String LIFE_SECONDS = "14400";

    private static final int END_SECONDS = 3;

    /** CAP_SYS_TIME in linux/capability.h. */
    private static final int SYS_TIME = 25;

    /** What {@code timeout} has below it: the server, and what that starts itself. */
    private final Process guard;

    private final Path log;

    private ServerProcess(Process guard, Path log) {
        this.guard = guard;
        this.log = log;
    }

    /**
     * Starts a program whose standard input is a pipe from here and whose output goes to a file, but for a program that
     * is to be talked to.
     *
     * @param log      for all it says; of a program that is talked to, for what it says on standard error
     * @param isTalker whether standard output is read by the caller, from {@link #guard}
     * @throws BenchException if it cannot be started
     */
    static ServerProcess start(Placement placement, Path log, boolean isTalker, List<String> program)
            throws BenchException {
        var command = new ArrayList<>(List.of("timeout", "-k", "5", LIFE_SECONDS));
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--bounding-set=-sys_time", "--inh-caps=-sys_time"));
        }
        command.addAll(placement.ofServer());
        command.addAll(program);
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("TIMEBALL_LOG", "warn");
        if (!isTalker) {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
        }
        try {
            return new ServerProcess(builder.start(), log);
        } catch (IOException refused) {
            throw new BenchException("cannot start " + program.getFirst() + ": " + refused.getMessage(), refused);
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    Process guard() {
        return guard;
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /** The last thing it said. */
    String lastWords() {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return "its log cannot be read: " + unreadable.getMessage();
        }
    }

    /** The server's processes, for its processor time and memory. */
    List<Long> pids() {
        return guard.descendants().map(ProcessHandle::pid).toList();
    }

    String pidList() {
        return pids().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Whether one of its processes could set the machine's clock: then it must not go on. */
    boolean maySetClock() throws BenchException {
        for (long pid : pids()) {
            long capabilities = Long.parseUnsignedLong(status(pid, "CapEff:"), 16);
            if ((capabilities >>> SYS_TIME & 1) == 1) {
                return true;
            }
        }
        return false;
    }

    /** What all its processes keep in memory, kB: files mapped (an AOT cache) and pages locked are in it. */
    long residentKilobytes() throws BenchException {
        long sum = 0;
        for (long pid : pids()) {
            sum += Long.parseLong(status(pid, "VmRSS:").replace(" kB", ""));
        }
        return sum;
    }

    private static String status(long pid, String field) throws BenchException {
        var file = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException gone) {
            throw new BenchException("cannot read " + file + ": " + gone.getMessage(), gone);
        }
    }

    /** Asks it to end, and makes it, by the processes' own numbers; harmless when repeated. */
    @Override
    public void close() {
        var all = new ArrayList<>(guard.descendants().toList());
        guard.destroy();
        try {
            guard.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        all.add(guard.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(it ->
                it.onExit().completeOnTimeout(it, END_SECONDS, TimeUnit.SECONDS).join());
    }
}
