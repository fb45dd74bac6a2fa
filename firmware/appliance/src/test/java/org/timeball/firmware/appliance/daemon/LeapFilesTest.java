package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.leap.LeapReading;

class LeapFilesTest {

    private static final long HOUR = 3_600_000_000_000L;

    @TempDir
    Path folder;

    private final List<ClockInput.LeapFileRead> handed = new ArrayList<>();
    private boolean isFull;
    private Path system = Path.of("");
    private Path local = Path.of("");
    private LeapFiles files = LeapFiles.of(system, local, input -> false);

    @BeforeEach
    void placeNothing() throws IOException {
        system = folder.resolve("zoneinfo.list");
        local = Files.createDirectory(folder.resolve("state")).resolve("leap-seconds.list");
        files = LeapFiles.of(system, local.getParent(), this::take);
    }

    @Test
    void readsBothAtOnceAndThenOnlyWhatChangedOnceAnHour() throws IOException {
        write(system, "#", 1_000);
        write(local, "#", 2_000);
        files.lookIfDue(5);
        assertEquals(List.of(system.toString(), local.toString()), names());
        write(system, "##", 3_000);
        files.lookIfDue(5 + HOUR - 1);
        assertEquals(2, handed.size());
        files.lookIfDue(5 + HOUR);
        assertEquals(List.of(system.toString(), local.toString(), system.toString()), names());
    }

    @Test
    void whatIsDroppedThereLaterIsFound() throws IOException {
        files.lookIfDue(0);
        assertTrue(handed.isEmpty());
        write(local, "#", 1_000);
        files.lookIfDue(HOUR);
        assertEquals(List.of(local.toString()), names());
    }

    @Test
    void handsItOverAgainWhereThereWasNoRoom() throws IOException {
        write(system, "#", 1_000);
        isFull = true;
        files.lookIfDue(0);
        isFull = false;
        files.lookIfDue(HOUR);
        files.lookIfDue(2 * HOUR);
        assertEquals(1, handed.size());
    }

    /** A folder, a picture, a file without end: a reading, no exception. */
    @Test
    void whatCannotBeReadIsToldOf() throws IOException {
        Files.createDirectory(system);
        Files.write(local, new byte[1 << 20]);
        files.lookIfDue(0);
        assertEquals(2, handed.size());
        for (var read : handed) {
            assertInstanceOf(LeapReading.Malformed.class, read.reading());
        }
    }

    private List<String> names() {
        return handed.stream().map(ClockInput.LeapFileRead::name).toList();
    }

    private boolean take(ClockInput input) {
        if (!isFull && input instanceof ClockInput.LeapFileRead read) {
            handed.add(read);
        }
        return !isFull;
    }

    private static void write(Path file, String text, long modifiedMillis) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }
}
