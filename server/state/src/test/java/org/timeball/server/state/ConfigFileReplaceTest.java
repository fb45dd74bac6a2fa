package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's file is replaced as a whole, where it really lies, with the permissions that it had. */
class ConfigFileReplaceTest {

    @TempDir
    Path folder;

    @Test
    void keepsPermissionsAndFollowsALink() throws Exception {
        Path real = Files.createDirectory(folder.resolve("kept")).resolve("real.toml");
        Files.writeString(real, "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("timeball.toml"), real);

        ConfigFile.replace(link, "new — ü\n");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new — ü\n", ConfigFile.text(link));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        try (var files = Files.list(real.getParent())) {
            assertEquals(List.of(real), files.toList());
        }
    }

    @Test
    void saysWhyItCannotAndLeavesWhatWasThere() throws Exception {
        Path file = folder.resolve("timeball.toml");
        var missing = assertThrows(StateException.class, () -> ConfigFile.replace(file, "new"));
        assertTrue(String.valueOf(missing.getMessage()).contains("No such file"), missing.getMessage());

        Files.writeString(file, "old");
        Files.createDirectories(folder.resolve("timeball.toml.new").resolve("in the way"));
        assertThrows(StateException.class, () -> ConfigFile.replace(file, "new"));
        assertEquals("old", Files.readString(file));
    }
}
