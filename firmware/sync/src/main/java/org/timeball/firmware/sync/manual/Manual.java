package org.timeball.firmware.sync.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.timeball.firmware.sync.TimeballSync;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes a manual page for each command, and what bash completes them by. */
final class Manual {

    private Manual() {}

    /**
     * Writes {@code NAME.1} for each command and {@code timeball.bash}.
     *
     * @param arguments the folder, which is there
     * @throws IOException if it cannot be written to
     */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var program = TimeballSync.commandLine();
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
