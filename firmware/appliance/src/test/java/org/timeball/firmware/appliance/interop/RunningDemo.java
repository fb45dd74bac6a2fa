package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A demo started by its command line, on ports that were free a moment ago. */
public final class RunningDemo implements AutoCloseable {

    /** A cold start of two JVMs on a busy machine, and the lock. */
    private static final int READY_SECONDS = 60;

    private final Ports ports;
    private final Process process;
    private final Launcher.Collected errors;
    private final String readyLine;

    /**
     * Where it listens.
     *
     * @param state       its folder
     * @param ntp         UDP
     * @param keyExchange TCP
     * @param web         TCP
     */
    public record Ports(Path state, int ntp, int keyExchange, int web) {

        /** Ports that nobody has at the moment. */
        public static Ports free(Path state) throws IOException {
            try (var udp = new DatagramSocket();
                    var first = new ServerSocket(0);
                    var second = new ServerSocket(0)) {
                return new Ports(state, udp.getLocalPort(), first.getLocalPort(), second.getLocalPort());
            }
        }

        List<String> arguments() {
            return List.of(
                    "demo",
                    "--state",
                    state.toString(),
                    "--ntp-port",
                    Integer.toString(ntp),
                    "--ke-port",
                    Integer.toString(keyExchange),
                    "--web-port",
                    Integer.toString(web));
        }
    }

    private RunningDemo(Ports ports, Process process, Launcher.Collected errors, String readyLine) {
        this.ports = ports;
        this.process = process;
        this.errors = errors;
        this.readyLine = readyLine;
    }

    /** Starts one and waits until it is ready. */
    public static RunningDemo start(Ports ports, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(ports.arguments());
        arguments.addAll(List.of(more));
        return start(ports, Launcher.builder(Launcher.command(arguments.toArray(String[]::new))));
    }

    /** Starts one that makes itself known in a folder of the test's own. */
    static RunningDemo startKnownIn(Path runtime, Ports ports) throws IOException, InterruptedException {
        var command = Launcher.command(ports.arguments().toArray(String[]::new));
        return start(ports, Launcher.builder(runtime, command));
    }

    private static RunningDemo start(Ports ports, ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.start();
        var output = new Launcher.Collected(process.getInputStream());
        var errors = new Launcher.Collected(process.getErrorStream());
        var line = output.awaitLine(READY_SECONDS);
        var demo = new RunningDemo(ports, process, errors, line);
        if (!line.startsWith("timeball: ready ")) {
            demo.kill();
            throw new AssertionError("no ready line but \"" + line + "\"; it said:\n" + errors.text());
        }
        return demo;
    }

    String readyLine() {
        return readyLine;
    }

    /** Where it listens. */
    public Ports ports() {
        return ports;
    }

    /** Who vouches for it. */
    public Path ca() {
        return ports.state.resolve("demo-ca.pem");
    }

    /** Where it says how it is. */
    Path controlSocket() {
        return ports.state.resolve("control.sock");
    }

    /** The demo's own process and those it started. */
    List<ProcessHandle> processes() {
        var all = new ArrayList<ProcessHandle>();
        all.add(process.toHandle());
        process.toHandle().descendants().forEach(all::add);
        return all;
    }

    /** Sends SIGTERM and demands an orderly end within two seconds, with nothing left behind. */
    void endsWithinTwoSeconds() throws InterruptedException {
        var all = processes();
        long before = System.nanoTime();
        process.destroy();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "the demo ends on SIGTERM");
        double seconds = (System.nanoTime() - before) * 1e-9;
        assertTrue(seconds < 2, () -> "the demo took %.1f s to end".formatted(seconds));
        all.forEach(handle -> assertTrue(!handle.isAlive(), () -> "left behind: " + handle.info()));
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        var all = processes();
        process.destroyForcibly().waitFor();
        for (var handle : all) {
            handle.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    String errorsSoFar() {
        return errors.soFar();
    }

    String errors() throws InterruptedException {
        return errors.text();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
