package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDirectoryTest {

    private static final byte[] CONTENT = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path parent;

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        var directory = StateDirectory.open(parent.resolve("a/b"));

        assertEquals("rwx------", mode(directory.path()));
        assertInstanceOf(Stored.Absent.class, directory.durableFile("keys").read());
    }

    @Test
    void takesOneThatOthersMayLookInto() throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertEquals(parent, StateDirectory.open(parent).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwxrwxrwx", "rwx----w-"})
    void refusesOneThatOthersMayWriteInto(String mode) throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString(mode));

        var refusal = assertThrows(StateException.class, () -> StateDirectory.open(parent));

        assertTrue(refusal.getMessage().endsWith("or run: chmod 700 " + parent), refusal.getMessage());
    }

    @Test
    void refusesAFileInItsPlace() throws Exception {
        Path file = Files.createFile(parent.resolve("state"));

        var refusal = assertThrows(StateException.class, () -> StateDirectory.open(file));

        assertEquals(
                "cannot use %s: A file has that name; see to the cause, or name another path".formatted(file),
                refusal.getMessage());
    }

    @Test
    void keepsPlainFilesByTheirReaders() throws Exception {
        var directory = StateDirectory.open(parent.resolve("state"));
        directory.writePlain("key.pem", CONTENT, Readers.OWNER);
        directory.writePlain("ca.pem", CONTENT, Readers.EVERYBODY);

        assertEquals("rw-------", mode(directory.resolve("key.pem")));
        assertEquals("rw-r--r--", mode(directory.resolve("ca.pem")));
        assertArrayEquals(CONTENT, directory.readPlain("key.pem", Readers.OWNER).orElseThrow());
        assertArrayEquals(
                CONTENT, directory.readPlain("ca.pem", Readers.EVERYBODY).orElseThrow());
        assertTrue(directory.readPlain("other.pem", Readers.OWNER).isEmpty());
        assertThrows(StateException.class, () -> directory.readPlain("ca.pem", Readers.OWNER));
    }

    @Test
    void readsASecretOnlyIfItIsOne() throws Exception {
        Path key = Files.write(parent.resolve("key.pem"), CONTENT);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertArrayEquals(CONTENT, SecretFile.read(key));

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(StateException.class, () -> SecretFile.read(key));

        var missing = assertThrows(StateException.class, () -> SecretFile.read(parent.resolve("none.pem")));
        assertEquals(
                "cannot read %s: No such file or directory; create it, or correct the path"
                        .formatted(parent.resolve("none.pem")),
                missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../key", "a/b", "/etc/passwd", ".hidden"})
    void refusesNamesThatLeadElsewhere(String name) throws Exception {
        var directory = StateDirectory.open(parent.resolve("state"));

        assertThrows(IllegalArgumentException.class, () -> directory.durableFile(name));
    }
}
