package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That no peer of these tests can touch this machine's clock: asked of the kernel, never tried. */
@Tag("interop")
class ConfinementIT {

    private static final int CAP_SYS_TIME = 25;

    @TempDir
    static Path folder;

    private static Room room;

    /** Once; but a class that is skipped as a whole would be skipped in silence. */
    @BeforeEach
    void open() throws IOException, InterruptedException {
        if (room == null) {
            room = Room.open(folder);
        }
    }

    @AfterAll
    static void close() throws IOException {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void rootInTheRoomHasNoRightToTheClockAndCannotComeByIt() throws IOException, InterruptedException {
        var said = room.run(new Program(List.of("cat"), folder), "/proc/self/status");
        assertEquals(0, said.exitCode(), said::all);
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            var line = said.output()
                    .lines()
                    .filter(it -> it.startsWith(set + ":"))
                    .findFirst()
                    .orElseThrow();
            long bits = Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
            assertEquals(0, bits >> CAP_SYS_TIME & 1, line);
        }
    }

    /** Whatever a process may in another user namespace, the clock is not its. */
    @Test
    void theRoomIsNotTheNamespaceThatOwnsTheClock() throws IOException, InterruptedException {
        var theirs = room.run(new Program(List.of("readlink"), folder), "/proc/self/ns/user");
        assertEquals(0, theirs.exitCode(), theirs::all);
        assertNotEquals(
                Files.readSymbolicLink(Path.of("/proc/self/ns/user")).toString(),
                theirs.output().strip());
    }

    @Test
    void whatCouldComeByTheRightIsNotStarted() throws IOException, InterruptedException {
        var refused = room.runUnconfined(List.of("echo", "started"));
        assertEquals(125, refused.exitCode(), refused::all);
        assertEquals("", refused.output());
        assertTrue(refused.errors().contains("CAP_SYS_TIME"), refused::all);
    }

    @Test
    void aUserOfTheRoomHasNoRightEither() throws IOException, InterruptedException {
        try (var running = room.start(Confinement.USER, new Program(List.of("cat"), folder), "/proc/self/status")) {
            running.process().waitFor();
            var said = running.said().text();
            assertTrue(said.contains("NoNewPrivs:\t1"), said);
            assertTrue(said.contains("CapPrm:\t0000000000000000"), said);
        }
    }
}
