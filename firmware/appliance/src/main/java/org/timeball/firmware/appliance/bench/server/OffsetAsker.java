package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;

/** Something that asks a server once, and tells how far the clock is off that both have: what it tells is its error. */
sealed interface OffsetAsker {

    /** As the table calls it. */
    String name();

    /**
     * Asks.
     *
     * @return seconds, of whichever sign
     * @throws BenchException if it is not told
     */
    double offsetSeconds() throws BenchException, InterruptedException;

    /**
     * Our library, in this process.
     *
     * @param client that asks one server
     */
    record Library(String name, BlockingClient client) implements OffsetAsker {

        @Override
        public double offsetSeconds() throws BenchException, InterruptedException {
            try {
                return client.query().offsetSeconds();
            } catch (ClientException failure) {
                throw new BenchException(name + " tells no time: " + failure.getMessage(), failure);
            }
        }
    }

    /**
     * A program, a new process each time.
     *
     * @param words  the command
     * @param offset where it says the offset: the first group, in seconds
     */
    record Program(String name, List<String> words, Pattern offset) implements OffsetAsker {

        /** Copies the list. */
        public Program {
            words = List.copyOf(words);
        }

        @Override
        public double offsetSeconds() throws BenchException, InterruptedException {
            String said;
            try {
                var process =
                        new ProcessBuilder(words).redirectErrorStream(true).start();
                said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
            } catch (IOException refused) {
                throw new BenchException("cannot start " + words.getFirst() + ": " + refused.getMessage(), refused);
            }
            var matcher = offset.matcher(said);
            if (!matcher.find()) {
                throw new BenchException(name + " tells no time: " + said.strip());
            }
            return Double.parseDouble(matcher.group(1));
        }
    }
}
