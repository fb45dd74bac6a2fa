package org.timeball.firmware.appliance;

import java.io.IOException;
import java.nio.file.Path;
import org.timeball.firmware.sync.manual.Manual;

/** The manual of the {@code timeball} command, which the build of its package writes. */
final class TimeballManual {

    private TimeballManual() {}

    /**
     * Writes a page for each command, and what bash completes them by.
     *
     * @param arguments the folder, which is there
     * @throws IOException if it cannot be written to
     */
    public static void main(String[] arguments) throws IOException {
        Manual.write(Path.of(arguments[0]), Timeball.commandLine());
    }
}
