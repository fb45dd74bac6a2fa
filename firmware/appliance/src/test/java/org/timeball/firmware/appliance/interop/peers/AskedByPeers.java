package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A room with our server in it, for the tests of a class: they let a peer ask. */
@Tag("interop")
abstract class AskedByPeers {

    @TempDir
    static Path folder;

    static Room room;
    static Served ours;

    /** Once; but a class that is skipped as a whole would be skipped in silence. */
    @BeforeEach
    void open() throws Exception {
        if (room == null) {
            room = Room.open(folder);
            ours = Served.in(room, folder);
        }
    }

    /** The next class has a room of its own. */
    @AfterAll
    static void close() throws IOException {
        if (ours != null) {
            ours.close();
            ours = null;
        }
        if (room != null) {
            room.close();
            room = null;
        }
    }
}
