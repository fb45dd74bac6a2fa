package org.timeball.firmware.appliance.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The web process as a child of the demo, as it is a process of its own on the box.
 *
 * <p>It ends with its parent even when that is killed: its standard input is a pipe from here, and it leaves at the
 * end of that input.
 */
final class WebProcess implements AutoCloseable {

    private static final int START_SECONDS = 30;
    private static final int END_MILLIS = 1_000;

    private final Process process;

    private WebProcess(Process process) {
        this.process = process;
    }

    /**
     * What the web process is told.
     *
     * @param classPath     where its classes are
     * @param listen        its HTTPS address, {@code host:port}
     * @param controlSocket the daemon's socket
     * @param certificate   PEM chain
     * @param privateKey    PEM key
     * @param state         its own folder, for accounts and sessions
     */
    record Orders(String classPath, String listen, Path controlSocket, Path certificate, Path privateKey, Path state) {}

    /**
     * Starts it; it makes ready while the caller goes on, and copes with a daemon that does not answer yet.
     *
     * @throws DemoException if it cannot be started
     */
    static WebProcess start(Orders orders) throws DemoException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Xms16m",
                "-Xmx96m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:TrimNativeHeapInterval=5000",
                // Both processes often get the same signal; the demo says what there is to say.
                "-DTIMEBALL_LOG=" + System.getProperty("timeball.web.log", "error"),
                "-cp",
                orders.classPath,
                "org.timeball.web.appliance.TimeballWeb",
                "--listen",
                orders.listen,
                "--control-socket",
                orders.controlSocket.toString(),
                "--certificate",
                orders.certificate.toString(),
                "--private-key",
                orders.privateKey.toString(),
                "--state",
                orders.state.toString(),
                // The demo listens on loopback alone, where whoever comes may look.
                "--public-page",
                "--exit-with-parent"));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new WebProcess(builder.start());
        } catch (IOException failed) {
            throw new DemoException("cannot start the web process: " + failed.getMessage(), failed);
        }
    }

    /**
     * Waits until it serves.
     *
     * @throws DemoException if it ends or stays silent instead; it has said why on standard error
     */
    void awaitReady() throws DemoException {
        var firstLine = CompletableFuture.supplyAsync(this::readFirstLine);
        try {
            if (!firstLine.get(START_SECONDS, TimeUnit.SECONDS).startsWith("timeball-web: ready ")) {
                throw new DemoException("the web process did not start; what it said stands above");
            }
        } catch (TimeoutException | ExecutionException silent) {
            close();
            throw new DemoException("the web process said nothing for " + START_SECONDS + " s", silent);
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while the web process started", interrupted);
        }
    }

    private String readFirstLine() {
        try {
            var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException closed) {
            return "";
        }
    }

    /** Asks it to end and does not wait. */
    void askToEnd() {
        process.destroy();
    }

    /** Asks it to end and, after a second, makes it. */
    @Override
    public void close() {
        askToEnd();
        try {
            if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
