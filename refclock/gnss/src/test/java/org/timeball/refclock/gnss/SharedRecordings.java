package org.timeball.refclock.gnss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The recordings in the folder {@code shared} beside the project; a test that needs them is skipped without. */
public final class SharedRecordings {

    private SharedRecordings() {}

    /** The bytes of one, header lines and all. */
    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder().resolve(name + ".log"));
    }

    /** Where they are. */
    public static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("recordings");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return Assumptions.abort("skipped: ../shared/recordings is not here");
    }
}
