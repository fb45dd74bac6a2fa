package org.timeball.firmware.sync.source;

import java.io.IOException;
import org.timeball.server.state.SourceSettings;

/**
 * A server, and how it is asked.
 *
 * @param name       that tells it from all others
 * @param config     what the operator says of it, or of its pool
 * @param hasOwnKeys whether it exchanges keys itself, where it needs some; else nothing brings new ones
 * @param opening    makes ready to ask
 */
record Whom(String name, SourceSettings config, boolean hasOwnKeys, Opening opening) {

    /** Makes ready to ask. */
    interface Opening {

        /**
         * Opens no socket yet.
         *
         * @param isClockBelieved whether the machine's clock is one to judge certificates by
         * @throws IOException if what was kept cannot be read
         */
        Asker open(boolean isClockBelieved) throws IOException;
    }

    /** A source's name as part of a file's: of a name or an address, no octet has a meaning there. */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._:-]", "_");
    }

    /** The file that tells how often keys were asked for in vain. */
    static String retryFile(String name) {
        return "retry-" + fileName(name);
    }
}
