package org.timeball.firmware.appliance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;

/** What the build knew about itself. */
public final class Build {

    private static final Properties PROPERTIES = load();

    /** Name and version, such as {@code timeball 0.1.0}. */
    public static final String PROGRAM = "timeball " + PROPERTIES.getProperty("version");

    /** When the sources were frozen: no true time is earlier, so it is the floor of the week-rollover rule. */
    public static final Instant DATE = Instant.parse(PROPERTIES.getProperty("date"));

    private Build() {}

    private static Properties load() {
        try (var in = Objects.requireNonNull(Build.class.getResourceAsStream("build.properties"), "build.properties")) {
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException broken) {
            throw new UncheckedIOException("the program's own build.properties", broken);
        }
    }
}
