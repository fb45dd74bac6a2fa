package org.timeball.server.keyexchange.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few file descriptors kept for the moment when there are no others: what is done then may have to load a class or
 * write a log, and would fail for want of the very thing. Confined to the listener's thread after the constructor.
 */
final class SpareFiles implements AutoCloseable {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final int SPARE = 4;

    private final Deque<FileChannel> kept = new ArrayDeque<>();

    /** Opens them, and closes and opens them once more, so that all it takes is loaded. */
    SpareFiles() {
        keep();
        giveUp();
        keep();
    }

    /** Opens what is missing, as far as it goes. */
    void keep() {
        try {
            while (kept.size() < SPARE) {
                kept.add(FileChannel.open(NOTHING, StandardOpenOption.READ));
            }
        } catch (IOException none) {
            giveUp(); // those that are missed are missed by others, too; there is another time
        }
    }

    /** Closes all of them. */
    void giveUp() {
        while (!kept.isEmpty()) {
            try {
                kept.remove().close();
            } catch (IOException harmless) {
                continue; // nothing was written to it
            }
        }
    }

    /** How many there are. */
    int size() {
        return kept.size();
    }

    @Override
    public void close() {
        giveUp();
    }
}
