package org.timeball.firmware.appliance.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.timeball.server.state.ConfigException;

/** The scenarios that come with the program, as the files a user would write. */
final class BuiltInScenarios {

    private static final List<String> NAMES = List.of(
            "quiet",
            "cold-start",
            "antenna-off",
            "fan-and-load",
            "wrong-edge",
            "late-sentences",
            "dragged",
            "jumping-second",
            "clock-moved",
            "dirty-line");

    private BuiltInScenarios() {}

    static List<String> names() {
        return NAMES;
    }

    static String title(String name) {
        return scenario(name).title();
    }

    /** @param name one of {@link #names} */
    static Scenario scenario(String name) {
        try {
            return ScenarioReader.parse(name + ".toml", text(name));
        } catch (ConfigException wrong) {
            throw new IllegalStateException("a scenario of our own cannot be read", wrong);
        }
    }

    /** The scenario's file. */
    static String text(String name) {
        try (InputStream resource = BuiltInScenarios.class.getResourceAsStream(name + ".toml")) {
            if (resource == null) {
                throw new IllegalStateException("the scenario " + name + " was not packed");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
