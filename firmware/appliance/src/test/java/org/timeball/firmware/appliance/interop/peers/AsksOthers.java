package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A room without a server, for the tests of a class: they start other people's in it, and our client asks. */
@Tag("interop")
abstract class AsksOthers {

    @TempDir
    static Path folder;

    static Room room;
    static OthersServers servers;
    static OurClient client;

    /** Once; but a class that is skipped as a whole would be skipped in silence. */
    @BeforeEach
    void open() throws Exception {
        if (room == null) {
            room = Room.open(folder);
            servers = OthersServers.in(room, folder);
            client = new OurClient(room, folder);
        }
    }

    /** Waits until a server tells the time over both networks. */
    static void awaitTime(Room.Running server) throws IOException, InterruptedException {
        Patience.await(
                "it tells the time",
                server,
                () -> Optional.of(client.timeball("query", Room.NAME4, Room.NAME6))
                        .filter(finished -> finished.exitCode() == 0));
    }

    /** The next class has a room of its own. */
    @AfterAll
    static void close() throws IOException {
        if (room != null) {
            room.close();
            room = null;
        }
    }
}
