package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * The file that tells the next run how often key exchange with a server was tried in vain: a daemon that is started again
 * and again does not ask for keys more often than one that runs. It is there only while tries are in vain.
 *
 * <p>Belongs to one thread.
 */
final class RetryFile {

    private static final Logger LOG = LoggerFactory.getLogger(RetryFile.class);

    private final StateDirectory state;
    private final String name;
    private KeyExchangeTries tries;

    private RetryFile(StateDirectory state, String name, KeyExchangeTries tries) {
        this.state = state;
        this.name = name;
        this.tries = tries;
    }

    /** Reads what an earlier run left; what cannot be read counts as nothing. */
    static RetryFile open(StateDirectory state, String name) {
        var tries = KeyExchangeTries.NONE;
        try {
            tries = state.readPlain(name, Readers.EVERYBODY)
                    .flatMap(KeyExchangeTries::decode)
                    .orElse(tries);
        } catch (StateException refused) {
            LOG.warn("event=retries-forgotten reason=\"{}\"", refused.getMessage());
        }
        return new RetryFile(state, name, tries);
    }

    /** How long key exchange has to wait. */
    Duration left(long nowUtcSecond) {
        return tries.left(nowUtcSecond);
    }

    /** It is tried, or was just now; on the disk when this returns, so that not even a crash hides it. */
    void attempted(long nowUtcSecond) {
        tries = tries.attempted(nowUtcSecond);
        try {
            state.writePlain(name, tries.encode(), Readers.EVERYBODY);
        } catch (StateException refused) {
            LOG.warn("event=retries-unsaved reason=\"{}\"", refused.getMessage());
        }
    }

    /** Time was had with the keys: the count begins anew. */
    void succeeded() {
        if (tries.equals(KeyExchangeTries.NONE)) {
            return;
        }
        tries = KeyExchangeTries.NONE;
        try {
            Files.deleteIfExists(state.resolve(name));
        } catch (IOException refused) {
            LOG.warn("event=retries-unsaved reason=\"{}\"", refused.getMessage());
        }
    }
}
