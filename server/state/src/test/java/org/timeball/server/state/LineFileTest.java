package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on a disk: kept, bounded, and whole after a power cut in the middle of one. */
class LineFileTest {

    @TempDir
    Path folder;

    private StateDirectory directory;

    @BeforeEach
    void open() throws StateException {
        directory = StateDirectory.open(folder.resolve("state"));
    }

    private LineFile file(int mostLines) throws StateException {
        return LineFile.open(directory, "events", mostLines);
    }

    @Test
    void keepsLinesOverARestart() throws Exception {
        var file = file(10);
        assertEquals(List.of(), file.lines());
        file.append("one");
        file.append("zwei äöü");

        assertEquals(List.of("one", "zwei äöü"), file.lines());
        assertEquals(List.of("one", "zwei äöü"), file(10).lines());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
    }

    @Test
    void keepsAsManyAsItsLimitAndNeverTwiceThat() throws Exception {
        for (int i = 1; i <= 25; i++) {
            file(10).append("line " + i);
            int kept = file(10).lines().size();
            assertEquals(i <= 20 ? i : i - 10, kept);
        }
        assertEquals(IntStream.rangeClosed(11, 25).mapToObj(i -> "line " + i).toList(), file(10).lines());
        try (var files = Files.list(directory.path())) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void whatAPowerCutLeftOfALineGoesBeforeTheNext() throws Exception {
        file(10).append("whole");
        Files.writeString(directory.path().resolve("events"), "{\"torn", StandardOpenOption.APPEND);

        var after = file(10);
        assertEquals(List.of("whole"), after.lines());
        after.append("next");
        assertEquals(List.of("whole", "next"), after.lines());
    }

    @Test
    void aFileWithNothingButATornLineIsBegunAnew() throws Exception {
        Files.writeString(directory.path().resolve("events"), "{\"torn");
        Files.setPosixFilePermissions(directory.path().resolve("events"), PosixFilePermissions.fromString("rw-------"));

        file(10).append("first");
        assertEquals(List.of("first"), file(10).lines());
    }

    @Test
    void refusesALineThatIsTwo() throws Exception {
        var file = file(10);
        assertThrows(IllegalArgumentException.class, () -> file.append("one\ntwo"));
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void refusesAFileThatOthersCanRead() throws Exception {
        file(10).append("one");
        Files.setPosixFilePermissions(directory.path().resolve("events"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThrows(StateException.class, () -> file(10));
    }
}
