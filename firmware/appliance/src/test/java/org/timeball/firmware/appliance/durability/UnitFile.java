package org.timeball.firmware.appliance.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a unit of systemd's says of a process, for tests that start one like it.
 *
 * @param lines continued ones joined
 */
record UnitFile(List<String> lines) {

    /** The daemon's. */
    static UnitFile daemon() throws IOException {
        var text = Files.readString(Path.of("src", "main", "systemd", "timeball.service"));
        return new UnitFile(text.replace("\\\n", " ").lines().toList());
    }

    /** All that is said under a name, in its order. */
    List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + '='))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    /** The options with which Java is started there. */
    List<String> jvmOptions() {
        return new ArrayList<>(Arrays.stream(values("ExecStart").getFirst().split("\\s+"))
                .filter(word -> word.startsWith("-X"))
                .toList());
    }
}
