package org.timeball.firmware.sync.source;

import java.util.Map;
import org.timeball.server.state.SourceSettings;

/** One source of the configuration while it is asked. All is for any thread. */
sealed interface Asked extends AutoCloseable permits SourcePoller, PoolKeeper {

    /** What it is asked by. */
    SourceSettings config();

    /** How often the clock wants its servers asked from now on, log₂ seconds. */
    void advise(int pollLog2);

    /** What is known of each of its servers, by their names. */
    Map<String, SourceFacts> facts();

    /** Has it end; {@link #close} waits for that. */
    void interrupt();

    /** Stops asking, and waits a second for that at most. */
    @Override
    void close();
}
