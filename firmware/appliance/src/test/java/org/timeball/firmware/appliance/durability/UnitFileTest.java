package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Options of the JVM stand in the unit and in the launcher: what is measured by the one is what the other starts. */
class UnitFileTest {

    private static final Path LAUNCHER = Path.of("..", "..", "timeball");
    private static final Pattern OF_ALL = Pattern.compile("(?s)run_java\\(\\) \\{(.*?)\n}");
    private static final Pattern OF_DAEMON = Pattern.compile("(?s)daemon \\| bench\\)\n.*?java_options=\\((.*?)\\)");

    /** Who works from a checkout may look into the process. */
    private static final String OF_UNIT_ALONE = "-XX:+DisableAttachMechanism";

    @Test
    void theLauncherStartsTheDaemonAsTheUnitDoes() throws IOException {
        var launcher = Files.readString(LAUNCHER);
        var started = options(launcher, OF_ALL);
        started.addAll(options(launcher, OF_DAEMON));
        var shipped = new HashSet<>(UnitFile.daemon().jvmOptions());

        assertTrue(shipped.remove(OF_UNIT_ALONE));
        assertEquals(shipped, started);
    }

    private static Set<String> options(String launcher, Pattern place) {
        var found = place.matcher(launcher);
        assertTrue(found.find(), place::pattern);
        return new HashSet<>(Arrays.stream(found.group(1).split("\\s+"))
                .filter(word -> word.startsWith("-X"))
                .toList());
    }
}
