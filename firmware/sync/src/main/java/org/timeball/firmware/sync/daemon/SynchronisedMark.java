package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that is there from the first synchronisation to the end of the daemon: what waits for the right time at boot can
 * wait for it without a program of ours.
 */
final class SynchronisedMark {

    private static final Logger LOG = LoggerFactory.getLogger(SynchronisedMark.class);

    /** Beside the control socket. */
    static final String NAME = "synchronized";

    private final Path file;
    private boolean isLeft;

    /** One that an earlier run left would lie. */
    SynchronisedMark(Path file) {
        this.file = file;
        remove();
    }

    /** Leaves it at the first time that this is so. */
    void leaveIf(boolean isSynchronised) {
        if (isLeft || !isSynchronised) {
            return;
        }
        isLeft = true;
        try {
            Files.createFile(file);
        } catch (IOException refused) {
            LOG.warn("event=mark-not-left file={} reason=\"{}\"", file, refused.getMessage());
        }
    }

    /** Takes it away; harmless when repeated. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            LOG.warn("event=mark-not-removed file={} reason=\"{}\"", file, refused.getMessage());
        }
    }
}
