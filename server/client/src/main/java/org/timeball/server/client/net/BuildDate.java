package org.timeball.server.client.net;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;

/** When the sources of this library were frozen, as its build wrote down: no true time is earlier. */
final class BuildDate {

    /** From the root, for the published jar has this class under another name. */
    private static final String FILE = "/org/timeball/server/client/net/build.properties";

    static final long NANOS = Nanos.of(Instant.parse(read()));

    private BuildDate() {}

    private static String read() {
        try (var in = Objects.requireNonNull(BuildDate.class.getResourceAsStream(FILE), FILE)) {
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Objects.requireNonNull(properties.getProperty("date"), "date");
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own build.properties", broken);
        }
    }
}
