package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DurableFileTest {

    private static final byte[] OLD = bytes("old keys");
    private static final byte[] NEW = bytes("new keys");

    private static final Function<byte[], Optional<String>> GOOD = _ -> Optional.empty();

    @TempDir
    Path directory;

    private DurableFile file;

    /** A disk that stops obeying after so many steps, as when the power goes or the room ends. */
    private record FailingDisk(int[] stepsLeft, String reason) implements Disk {

        private void step() throws IOException {
            if (stepsLeft[0]-- <= 0) {
                throw new IOException(reason);
            }
        }

        @Override
        public void writeSynced(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
            if (stepsLeft[0] == 0) {
                Disk.LOCAL.writeSynced(file, Arrays.copyOf(content, content.length / 2), permissions);
            }
            step();
            Disk.LOCAL.writeSynced(file, content, permissions);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step();
            Disk.LOCAL.rename(from, to);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            step();
            Disk.LOCAL.syncDirectory(directory);
        }
    }

    @BeforeEach
    void openIt() {
        file = new DurableFile(directory, "keys", Disk.LOCAL, GOOD);
    }

    @Test
    void isAbsentBeforeItIsWritten() throws StateException {
        assertInstanceOf(Stored.Absent.class, file.read());
    }

    @Test
    void givesBackWhatWasWrittenLast() throws StateException {
        file.write(OLD);
        file.write(NEW);

        assertArrayEquals(
                NEW, assertInstanceOf(Stored.Current.class, file.read()).content());
    }

    @Test
    void isReadableByItsOwnerAlone() throws Exception {
        file.write(OLD);
        file.write(NEW);

        for (String name : List.of("keys", "keys.previous")) {
            var mode = Files.getPosixFilePermissions(directory.resolve(name));
            assertEquals("rw-------", PosixFilePermissions.toString(mode), name);
        }
    }

    record Damage(String name, byte[] content) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Damage> DAMAGES = List.of(
            new Damage("empty", new byte[0]),
            new Damage("zeros", new byte[4096]),
            new Damage("text", bytes("-----BEGIN PRIVATE KEY-----")),
            new Damage("half of it", Arrays.copyOf(Envelope.seal(NEW), 50)),
            new Damage("too long to be ours", new byte[Envelope.MAX_CONTENT_OCTETS + 100]));

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void fallsBackToTheGenerationBefore(Damage damage) throws Exception {
        file.write(OLD);
        file.write(NEW);
        Files.write(directory.resolve("keys"), damage.content);

        var previous = assertInstanceOf(Stored.Previous.class, file.read());

        assertArrayEquals(OLD, previous.content());
        assertTrue(previous.why().startsWith(directory.resolve("keys") + " "), previous.why());
    }

    /** S4 of the test catalogue: a bit flipped in any octet of 4 KiB is found, and the generation before it serves. */
    @Test
    void noOctetRotsUnseen() throws Exception {
        byte[] content = new byte[4096 - Envelope.HEADER_OCTETS];
        Arrays.fill(content, (byte) 'x');
        file.write(OLD);
        file.write(content);
        Path current = directory.resolve("keys");
        byte[] whole = Files.readAllBytes(current);
        assertEquals(4096, whole.length);
        for (int at = 0; at < whole.length; at++) {
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) (1 << at % 8);
            Files.write(current, rotten);
            var previous = assertInstanceOf(Stored.Previous.class, file.read(), "octet " + at);
            assertArrayEquals(OLD, previous.content());
        }
    }

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void keepsADamagedFileAsideAndTheGoodOneBehindIt(Damage damage) throws Exception {
        file.write(OLD);
        file.write(NEW);
        Files.write(directory.resolve("keys"), damage.content);

        file.write(NEW);

        assertArrayEquals(damage.content, Files.readAllBytes(directory.resolve("keys.damaged")));
        assertArrayEquals(Envelope.seal(OLD), Files.readAllBytes(directory.resolve("keys.previous")));
        assertArrayEquals(
                NEW, assertInstanceOf(Stored.Current.class, file.read()).content());
    }

    @Test
    void saysSoWhenNothingIsWhole() throws Exception {
        file.write(OLD);
        file.write(NEW);
        Files.write(directory.resolve("keys"), new byte[9]);
        Files.write(directory.resolve("keys.previous"), new byte[99]);

        var damaged = assertInstanceOf(Stored.Damaged.class, file.read());

        assertTrue(damaged.why().contains("keys has 9 octets"), damaged.why());
        assertTrue(damaged.why().contains("keys.previous does not begin with TIMEBALL"), damaged.why());
    }

    @ParameterizedTest
    @FieldSource("MODES")
    void refusesASecretThatOthersCanGetAt(String mode) throws Exception {
        file.write(OLD);
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));

        var refusal = assertThrows(StateException.class, () -> file.read());

        assertEquals(
                "cannot read %1$s: it holds a secret and its mode is %2$s; take the secret as known to others, or run: chmod 600 %1$s"
                        .formatted(file.path(), mode),
                refusal.getMessage());
    }

    static final List<String> MODES = List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-");

    @Test
    void takesASecretItsOwnerMayNotWrite() throws Exception {
        file.write(OLD);
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("r--------"));

        assertInstanceOf(Stored.Current.class, file.read());
    }

    /** Cuts the power before each step of a write in turn: what is read back is the old content or the new, never neither. */
    @Test
    void survivesACutBeforeEveryStep() throws Exception {
        int cuts = 0;
        for (int steps = 0; ; steps++) {
            file.write(OLD);
            var failing =
                    new DurableFile(directory, "keys", new FailingDisk(new int[] {steps}, "Input/output error"), GOOD);
            try {
                failing.write(NEW);
                break;
            } catch (StateException _) {
                cuts++;
            }
            byte[] read =
                    switch (file.read()) {
                        case Stored.Current(byte[] content) -> content;
                        case Stored.Previous(byte[] content, String _) -> content;
                        case Stored.Absent() -> bytes("nothing");
                        case Stored.Damaged(String why) -> bytes(why);
                    };
            assertTrue(Arrays.equals(OLD, read) || Arrays.equals(NEW, read), "after %d steps".formatted(steps));
        }
        assertEquals(4, cuts, "write, two renames, sync");
        assertArrayEquals(
                NEW, assertInstanceOf(Stored.Current.class, file.read()).content());
    }

    record Refusal(String reason, String remedy) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("No space left on device", "free room on that file system"),
            new Refusal("Disk quota exceeded", "free room on that file system"),
            new Refusal("Read-only file system", "mount that file system writable, or name another state-directory"),
            new Refusal("Input/output error", "see to the cause, or name another path"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void saysWhatTheDiskSaidAndWhatToDo(Refusal row) throws Exception {
        file.write(OLD);
        var failing = new DurableFile(directory, "keys", new FailingDisk(new int[] {0}, row.reason), GOOD);

        var refusal = assertThrows(StateException.class, () -> failing.write(NEW));

        assertEquals("cannot write %s: %s; %s".formatted(file.path(), row.reason, row.remedy), refusal.getMessage());
        assertArrayEquals(
                OLD, assertInstanceOf(Stored.Current.class, file.read()).content());
    }

    @Test
    void leavesWhatIsThereWhenTheNewFileCannotBeMade() throws Exception {
        file.write(OLD);
        Files.createDirectories(directory.resolve("keys.new").resolve("in the way"));

        var refusal = assertThrows(StateException.class, () -> file.write(NEW));

        assertTrue(refusal.getMessage().startsWith("cannot write " + file.path()), refusal.getMessage());
        assertArrayEquals(
                OLD, assertInstanceOf(Stored.Current.class, file.read()).content());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** An envelope that is whole says nothing of what its writer put into it. */
    @Test
    void aContentThatItsOwnerRefusesIsDamage() throws Exception {
        var choosy = new DurableFile(
                directory,
                "keys",
                Disk.LOCAL,
                content -> Arrays.equals(content, NEW) ? Optional.of("holds no keys") : Optional.empty());
        file.write(OLD);
        file.write(NEW);

        var previous = assertInstanceOf(Stored.Previous.class, choosy.read());
        assertArrayEquals(OLD, previous.content());
        assertEquals(directory.resolve("keys") + " holds no keys", previous.why());

        choosy.write(bytes("keys again"));
        assertArrayEquals(
                NEW,
                assertInstanceOf(
                                Envelope.Opened.Whole.class,
                                Envelope.open(Files.readAllBytes(directory.resolve("keys.damaged"))))
                        .content(),
                "kept aside");
        Files.delete(directory.resolve("keys"));
        assertArrayEquals(
                OLD, assertInstanceOf(Stored.Previous.class, choosy.read()).content(), "and what was before still is");
    }
}
