package org.timeball.firmware.sync.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes a manual page for each command, and what bash completes them by. */
public final class Manual {

    private Manual() {}

    /**
     * Writes {@code NAME.1} for each command and {@code timeball.bash}.
     *
     * @param folder  which is there
     * @param program the {@code timeball} command with all its words
     * @throws IOException if it cannot be written to
     */
    public static void write(Path folder, CommandLine program) throws IOException {
        writePages(folder, program);
        Files.writeString(folder.resolve("timeball.bash"), AutoComplete.bash("timeball", program));
    }

    private static void writePages(Path folder, CommandLine command) throws IOException {
        var name = ManualPage.name(command.getCommandSpec());
        Files.writeString(folder.resolve(name + ".1"), ManualPage.text(command));
        for (var below : command.getSubcommands().values()) {
            writePages(folder, below);
        }
    }
}
