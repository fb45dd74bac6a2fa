package org.timeball.firmware.appliance.diagnosis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders of the kernel's, of which any may be missing. */
final class SystemFile {

    /** No file that is read here is longer; what is behind is not read. */
    private static final int LONGEST = 1 << 20;

    private SystemFile() {}

    /** What is in it, stripped; empty where it is not there or may not be read. */
    static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            return "";
        }
    }

    /** Its lines; none where it is not there or may not be read. */
    static List<String> lines(Path file) {
        return text(file).lines().toList();
    }

    /** The names in a folder, sorted; none where it is not there or may not be read. */
    static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException missing) {
            return List.of();
        }
    }
}
