package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;

class CookieKeysTest {

    private static final long NOW = 1_795_400_000L;
    private static final int DAY = 86_400;

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void nameAFolder() {
        folder = temporary.resolve("state");
    }

    @Test
    void areTheSameAfterARestart() throws StateException {
        var first = open().jar().ring();
        assertEquals(first, open().jar().ring());
    }

    @Test
    void areKeptWhenTheyWereRotated() throws StateException {
        var keys = open();
        var before = keys.jar().ring();
        keys.rotateIfDue(NOW + DAY);
        assertNotEquals(before, keys.jar().ring());
        assertEquals(keys.jar().ring(), open().jar().ring());
    }

    /** A whole file with a content that is not ours: new keys, and those are kept. */
    @Test
    void replacedOnceWhenTheyCannotBeRead() throws StateException {
        open();
        StateDirectory.open(folder).durableFile("cookie-keys").write("not a ring".getBytes(StandardCharsets.US_ASCII));
        var replaced = open().jar().ring();
        assertEquals(replaced, open().jar().ring());
    }

    @Test
    void theGenerationBeforeServesWhenTheNewestIsDamaged() throws StateException, IOException {
        var keys = open();
        var before = keys.jar().ring();
        keys.rotateIfDue(NOW + DAY);
        Files.write(folder.resolve("cookie-keys"), new byte[] {1, 2, 3});
        assertEquals(before, open().jar().ring());
        assertEquals(before, open().jar().ring(), "and is whole again on the disk");
    }

    /** What stands where the new file would be written stands for a full or a read-only disk. */
    @Test
    void serveWhileTheDiskTakesNothingAndAreSavedWhenItDoes() throws StateException, IOException {
        StateDirectory.open(folder);
        var obstacle = Files.createDirectory(folder.resolve("cookie-keys.new"));
        var content = Files.createFile(obstacle.resolve("in-the-way"));
        var keys = open();
        keys.rotateIfDue(NOW + 1);
        Files.delete(content);
        Files.delete(obstacle);
        keys.rotateIfDue(NOW + 2);
        assertEquals(keys.jar().ring(), open().jar().ring());
    }

    private CookieKeys open() throws StateException {
        var settings = new TimeballConfig.Keyset(folder.resolve("cookie-keys"), 7, DAY);
        return CookieKeys.open(settings, new SecureRandom(), NOW);
    }
}
