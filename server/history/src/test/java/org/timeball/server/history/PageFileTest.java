package org.timeball.server.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that changes as a whole: with changes at random places, and with an end at every place of a commit. */
class PageFileTest {

    private static final int OCTETS = 5 * PageFile.PAGE_OCTETS + 100;

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");
    private Path journal = Path.of("");

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.resolve("file");
        journal = folder.resolve("file.journal");
        Files.write(file, new byte[OCTETS]);
    }

    @Test
    void readsWhatWasWrittenAndKeepsItAfterACommit() throws IOException {
        var random = new Random(61);
        byte[] expected = new byte[OCTETS];
        try (var pages = PageFile.open(file)) {
            for (int k = 0; k < 500; k++) {
                byte[] change = new byte[random.nextInt(9_000)];
                random.nextBytes(change);
                int offset = random.nextInt(OCTETS - change.length);
                pages.write(offset, change);
                System.arraycopy(change, 0, expected, offset, change.length);
                if (k % 50 == 0) {
                    pages.commit(pages.waiting());
                    assertArrayEquals(expected, Files.readAllBytes(file), "on the disk");
                    assertEquals(0, pages.changedPages());
                }
                assertArrayEquals(expected, all(pages), "in memory");
            }
        }
        assertTrue(Files.notExists(journal));
    }

    @Test
    void leavesTheDiskAloneUntilACommit() throws IOException {
        try (var pages = PageFile.open(file)) {
            pages.write(10, new byte[] {1, 2, 3});
        }
        assertArrayEquals(new byte[OCTETS], Files.readAllBytes(file));
    }

    @Test
    void finishesACommitThatWasLeftUndone() throws IOException {
        byte[] wanted = change(7);
        // What is there after an end between the journal and the last page: a part of the pages is new.
        Files.write(file, Arrays.copyOf(Arrays.copyOf(wanted, PageFile.PAGE_OCTETS), OCTETS));

        try (var pages = PageFile.open(file)) {
            assertArrayEquals(wanted, all(pages));
        }
        assertArrayEquals(wanted, Files.readAllBytes(file));
        assertTrue(Files.notExists(journal));
    }

    @Test
    void passesOverAJournalThatIsNotWhole() throws IOException {
        change(8);
        byte[] whole = Files.readAllBytes(journal);
        var random = new Random(62);
        for (int k = 0; k < 200; k++) {
            byte[] broken = random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (broken.length == whole.length) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(journal, broken);
            PageFile.open(file).close();
            assertArrayEquals(new byte[OCTETS], Files.readAllBytes(file));
        }
    }

    @Test
    void keepsChangesThatTheDiskDoesNotTake() throws IOException {
        Files.createDirectory(folder.resolve("file.journal.new"));
        try (var pages = PageFile.open(file)) {
            pages.write(0, new byte[] {1});
            assertThrows(IOException.class, () -> pages.commit(pages.waiting()));
            assertEquals(1, pages.changedPages());

            Files.deleteIfExists(folder.resolve("file.journal.new"));
            pages.commit(pages.waiting());
        }
        assertEquals(1, Files.readAllBytes(file)[0]);
    }

    @Test
    void keepsWhatChangedDuringACommit() throws IOException {
        try (var pages = PageFile.open(file)) {
            pages.write(0, new byte[] {1});
            var waiting = pages.waiting();
            pages.write(1, new byte[] {2});
            pages.commit(waiting);
            assertEquals(0, Files.readAllBytes(file)[1]);

            pages.commit(pages.waiting());
            assertEquals(2, Files.readAllBytes(file)[1]);
        }
    }

    @Test
    void saysWhereAFileEnds() throws IOException {
        try (var pages = PageFile.open(file)) {
            assertThrows(EOFException.class, () -> pages.read(10L * PageFile.PAGE_OCTETS, new byte[1]));
        }
    }

    /** Leaves the journal of a commit of random octets, and gives the content it would lead to. */
    private byte[] change(long seed) throws IOException {
        byte[] wanted = new byte[OCTETS];
        new Random(seed).nextBytes(wanted);
        try (var pages = PageFile.open(file)) {
            pages.write(0, wanted);
            new PageJournal(journal, PageFile.PAGE_OCTETS).write(pages.waiting());
        }
        return wanted;
    }

    private static byte[] all(PageFile pages) throws IOException {
        byte[] content = new byte[OCTETS];
        pages.read(0, content);
        return content;
    }
}
