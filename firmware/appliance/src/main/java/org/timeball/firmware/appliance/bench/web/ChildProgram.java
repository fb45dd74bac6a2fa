package org.timeball.firmware.appliance.bench.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is measured, from the line by which it says that it is ready to its end.
 *
 * @param process      the program
 * @param readySeconds from before it was there until that line
 */
record ChildProgram(Process process, double readySeconds) implements AutoCloseable {

    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 5;

    /** Starts it and waits for a line that begins so. */
    static ChildProgram start(List<String> command, String ready) throws WebBenchException, InterruptedException {
        long begin = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException refused) {
            throw new WebBenchException("cannot start " + command.getFirst() + ": " + refused.getMessage(), refused);
        }
        var line = CompletableFuture.supplyAsync(() -> awaitLine(process, ready));
        try {
            if (line.get(START_SECONDS, TimeUnit.SECONDS)) {
                return new ChildProgram(process, (System.nanoTime() - begin) * 1e-9);
            }
        } catch (TimeoutException | ExecutionException silent) {
            process.destroyForcibly();
            throw new WebBenchException("it does not say \"" + ready + "\"", silent);
        }
        throw new WebBenchException(String.join(" ", command) + " ended with " + process.waitFor());
    }

    /** Reads on after the line, so that the program never waits for a reader. */
    private static boolean awaitLine(Process process, String ready) {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ready)) {
                    Thread.ofVirtual().start(() -> readOn(lines));
                    return true;
                }
            }
            return false;
        } catch (IOException ended) {
            return false;
        }
    }

    private static void readOn(BufferedReader lines) {
        try {
            lines.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // It ended, or was ended: nobody wants to know what it would have said.
        }
    }

    /** Resident memory, octets; see proc_pid_status(5). */
    long residentOctets() throws WebBenchException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new WebBenchException("the kernel does not say how large it is"));
        } catch (IOException ended) {
            throw new WebBenchException("it has ended: " + ended.getMessage(), ended);
        }
    }

    /** Sends a signal by its name. */
    void signal(String name) throws WebBenchException, InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException refused) {
            throw new WebBenchException("cannot send SIG" + name + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS)
                .join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
