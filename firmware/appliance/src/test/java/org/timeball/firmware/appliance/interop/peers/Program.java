package org.timeball.firmware.appliance.interop.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody else's program.
 *
 * @param command how it is started, without its arguments
 * @param folder  the test's folder, as it sees it
 */
record Program(List<String> command, Path folder) {

    Program {
        command = List.copyOf(command);
    }

    /** With these arguments. */
    List<String> with(List<String> arguments) {
        var all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }

    /** Started by another program. */
    Program behind(String... starter) {
        var all = new ArrayList<>(List.of(starter));
        all.addAll(command);
        return new Program(all, folder);
    }

    /** A file in the test's folder, as it sees it. */
    String sees(String name) {
        return folder.resolve(name).toString();
    }
}
