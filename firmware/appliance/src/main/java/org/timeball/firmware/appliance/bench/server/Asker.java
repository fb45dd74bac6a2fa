package org.timeball.firmware.appliance.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that asks a server once and ends.
 *
 * @param name   as the table calls it
 * @param words  the command
 * @param answer what is in the line by which it tells the time
 */
record Asker(String name, List<String> words, String answer) {

    private static final int PATIENCE_SECONDS = 60;

    /**
     * How long it took, counted from before the process was there.
     *
     * @param answerSeconds until the line was read
     * @param endSeconds    until the process had ended
     */
    record Waited(double answerSeconds, double endSeconds) {}

    Asker {
        words = List.copyOf(words);
    }

    /** The same before all other jobs of the machine. */
    Asker realtime() {
        var ahead = new ArrayList<>(List.of("chrt", "-f", "10"));
        ahead.addAll(words);
        return new Asker(name, ahead, answer);
    }

    /**
     * Asks.
     *
     * @throws BenchException if no answer comes
     */
    Waited ask() throws BenchException, InterruptedException {
        long begin = System.nanoTime();
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            long answered = awaitAnswer(process);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchException(name + " does not end");
            }
            long ended = System.nanoTime();
            return new Waited((answered - begin) * 1e-9, (ended - begin) * 1e-9);
        } catch (IOException refused) {
            throw new BenchException("cannot start " + words.getFirst() + ": " + refused.getMessage(), refused);
        }
    }

    /** When the answer was there; what follows it is read, so that nobody waits for a reader. */
    private long awaitAnswer(Process process) throws IOException, BenchException {
        var said = new StringBuilder();
        long answered = 0;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (answered == 0 && line.contains(answer)) {
                    answered = System.nanoTime();
                }
                said.append(line).append('\n');
            }
        }
        if (answered == 0) {
            throw new BenchException(name + " tells no time: " + said.toString().strip());
        }
        return answered;
    }
}
