package org.timeball.server.discovery;

import java.util.List;

/** What came of asking for a domain's key exchange servers. */
public sealed interface Discovery {

    /**
     * There are servers, and who keeps the domain's zone has named them.
     *
     * @param servers    at least one, in the order in which they are to be tried
     * @param validation how that is known
     * @param ttlSeconds how long the answer may be used
     * @param leftOut    how many more were named that are of no use, or more than are used
     */
    record Found(List<DiscoveredServer> servers, Validation validation, long ttlSeconds, int leftOut)
            implements Discovery {
        /** Copies the list. */
        public Found {
            servers = List.copyOf(servers);
            if (servers.isEmpty() || ttlSeconds < 0) {
                throw new IllegalArgumentException(servers.size() + " servers for " + ttlSeconds + " s");
            }
        }
    }

    /**
     * There are none that could be believed in.
     *
     * @param reason why
     * @param words  the same as a sentence without its full stop, with what was found
     */
    record Refused(Refusal reason, String words) implements Discovery {}
}
