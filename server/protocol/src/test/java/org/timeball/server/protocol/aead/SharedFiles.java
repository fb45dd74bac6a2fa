package org.timeball.server.protocol.aead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the test data that lies beside the project; a test that needs it is skipped, visibly, where it is missing. */
final class SharedFiles {

    private SharedFiles() {}

    static JsonNode json(String name) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(find(name)));
    }

    /** The names of the files of one kind in a folder, in order. */
    static List<String> names(String folder, String ending) throws IOException {
        try (var files = Files.list(find(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Path find(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared").resolve(name);
            if (Files.isReadable(file)) {
                return file;
            }
        }
        return Assumptions.abort("skipped: ../shared/" + name + " is not here");
    }
}
